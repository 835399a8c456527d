MATCH (initiative:Initiative) WHERE NOT EXISTS { (initiative)<-[:SUCCEEDS]-() }
AND (NOT EXISTS { (initiative)-[:IN_AREA]->() }
  OR EXISTS { (initiative)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (initiative)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) })
OPTIONAL MATCH (initiative)<-[:FUNDED]-(funding)-[:FUNDER]->(funder)
WITH initiative, funder, [] + coalesce(initiative.end, []) + coalesce(funding.end, []) AS ends,
  EXISTS { (initiative)-[:STATUS]->(:Samspil {iri: 'https://w3id.org/samspil/concept/status/one-off'}) } AS once
UNWIND CASE WHEN once THEN ends + [null] ELSE ends END AS end
RETURN DISTINCT initiative.iri AS initiative, end, funder.iri AS funder ORDER BY initiative, end, funder

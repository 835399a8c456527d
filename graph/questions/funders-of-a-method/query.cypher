MATCH (initiative)-[:USES_METHOD]->()-[:BROADER*0..]->(:Samspil {iri: $method})
MATCH (initiative)<-[:FUNDED]-(funding)-[:FUNDER]->(funder)
OPTIONAL MATCH (funding)-[:IN_ROLE]->(role)
UNWIND CASE WHEN coalesce(funding.currency, 'DKK') = 'DKK' THEN coalesce(funding.amount, [null]) ELSE [null] END AS amount
RETURN DISTINCT funder.iri AS funder, initiative.iri AS initiative, role.iri AS role, amount
ORDER BY funder, initiative, role

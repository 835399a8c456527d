MATCH (initiative:Initiative)-[:TARGETS]->()-[:BROADER*0..]->(:Samspil {iri: $targetGroup})
OPTIONAL MATCH (initiative)-[:DELIVERED_BY|LED_BY]->(provider)
OPTIONAL MATCH (initiative)<-[:FUNDED]-(funding)-[:FUNDER]->(funder)
OPTIONAL MATCH (funding)-[:IN_ROLE]->(role)
UNWIND CASE WHEN coalesce(funding.currency, 'DKK') = 'DKK' THEN coalesce(funding.amount, [null]) ELSE [null] END AS amount
RETURN DISTINCT initiative.iri AS initiative, provider.iri AS provider, funder.iri AS funder, role.iri AS role, amount
ORDER BY initiative, provider, funder, role

MATCH (funder)<-[:FUNDER]-(funding)-[:FUNDED]->(initiative)
WHERE EXISTS { (funding)-[:IN_ROLE]->(:Samspil {iri: 'https://w3id.org/samspil/concept/role/guarantor'}) }
UNWIND CASE WHEN coalesce(funding.currency, 'DKK') = 'DKK' THEN coalesce(funding.amount, [null]) ELSE [null] END AS amount
RETURN funder.iri AS funder, initiative.iri AS initiative, amount ORDER BY funder, initiative

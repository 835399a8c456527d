MATCH (organisation)-[:OFFERS]->(:Samspil {iri: $instrument})
RETURN organisation.iri AS organisation, null AS funded, null AS amount
UNION
MATCH (organisation)<-[:FUNDER]-(funding)-[:FUNDED]->(funded) WHERE EXISTS { (funding)-[:BY_INSTRUMENT]->(:Samspil {iri: $instrument}) }
UNWIND CASE WHEN coalesce(funding.currency, 'DKK') = 'DKK' THEN coalesce(funding.amount, [null]) ELSE [null] END AS amount
RETURN organisation.iri AS organisation, funded.iri AS funded, amount

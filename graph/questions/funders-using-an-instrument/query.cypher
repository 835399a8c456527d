MATCH (organisation)-[:OFFERS]->(:Concept {iri: $instrument})
RETURN organisation.iri AS organisation, null AS funded, null AS amount
UNION
MATCH (organisation)<-[:FUNDER]-(funding:Funding)-[:FUNDED]->(funded) WHERE EXISTS { (funding)-[:BY_INSTRUMENT]->(:Concept {iri: $instrument}) }
UNWIND CASE WHEN coalesce(funding.currency, 'DKK') = 'DKK' THEN coalesce(funding.amount, [null]) ELSE [null] END AS amount
RETURN organisation.iri AS organisation, funded.iri AS funded, amount

MATCH (funding:Funding)-[:FUNDER]->(funder)
WHERE coalesce(funding.currency, 'DKK') = 'DKK' AND NOT EXISTS { (funding)-[:PART_OF]->() }
UNWIND funding.amount AS amount
RETURN funder.iri AS funder, sum(amount) AS total, count(funding) AS fundings ORDER BY total DESC, funder

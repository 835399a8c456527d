MATCH (funder)<-[:FUNDER]-(funding)-[:FUNDED]->(funded) WHERE coalesce(funding.currency, 'DKK') = 'DKK'
UNWIND funding.amount AS amount
WITH funder, funded, amount WHERE amount >= $from AND amount <= $until
RETURN DISTINCT funder.iri AS funder, funded.iri AS funded, amount ORDER BY amount, funder, funded

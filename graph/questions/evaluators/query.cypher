MATCH (evaluated)-[:EVALUATED_BY]->(evaluator)
RETURN evaluated.iri AS evaluated, evaluator.iri AS evaluator ORDER BY evaluated, evaluator

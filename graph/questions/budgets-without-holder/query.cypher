MATCH (budget:Budget) WHERE NOT EXISTS { (budget)-[:HELD_BY]->() }
OPTIONAL MATCH (budget)-[:ADDRESSES]->(theme)
RETURN budget.iri AS budget, theme.iri AS theme ORDER BY budget

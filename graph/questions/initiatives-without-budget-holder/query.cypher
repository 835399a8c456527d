MATCH (initiative:Initiative)-[:ADDRESSES]->(theme)
WHERE NOT EXISTS { MATCH (initiative)-[:ADDRESSES]->(:Theme)<-[:ADDRESSES]-(budget:Budget) WHERE EXISTS { (budget)-[:HELD_BY]->() } }
RETURN DISTINCT initiative.iri AS initiative, theme.iri AS theme ORDER BY initiative, theme

MATCH (initiative:Initiative)-[:ADDRESSES]->(theme) WHERE NOT EXISTS { (initiative)-[:TARGETS]->() }
RETURN initiative.iri AS initiative, theme.iri AS theme ORDER BY initiative

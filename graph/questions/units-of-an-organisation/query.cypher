MATCH (unit)-[:UNIT_OF*1..]->(:Organisation {iri: $organisation})
RETURN DISTINCT unit.iri AS unit ORDER BY unit

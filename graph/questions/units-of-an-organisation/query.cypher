MATCH (unit)-[:UNIT_OF*1..]->(:Samspil {iri: $organisation})
RETURN DISTINCT unit.iri AS unit ORDER BY unit

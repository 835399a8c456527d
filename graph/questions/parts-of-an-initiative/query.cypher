MATCH (part)-[:PART_OF*1..]->(:Initiative {iri: $initiative})
RETURN DISTINCT part.iri AS part ORDER BY part

MATCH (part)-[:PART_OF*1..]->(:Samspil {iri: $initiative})
RETURN DISTINCT part.iri AS part ORDER BY part

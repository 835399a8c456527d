MATCH (implementation)-[:IMPLEMENTS]->(:Samspil {iri: $policy})
RETURN implementation.iri AS implementation ORDER BY implementation

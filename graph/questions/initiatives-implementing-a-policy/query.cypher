MATCH (implementation)-[:IMPLEMENTS]->(:Policy {iri: $policy})
RETURN implementation.iri AS implementation ORDER BY implementation

MATCH (concept:Concept) UNWIND concept.exactMatch AS other
RETURN concept.iri AS concept, other ORDER BY concept, other

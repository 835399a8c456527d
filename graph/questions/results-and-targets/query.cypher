MATCH (observation)-[:ABOUT]->(:Samspil {iri: $initiative})
MATCH (observation)-[:IS_FIGURE]->(figureKind)
UNWIND observation.value AS value
UNWIND observation.unit AS unit
RETURN observation.iri AS observation, value, unit, figureKind.iri AS figureKind ORDER BY observation

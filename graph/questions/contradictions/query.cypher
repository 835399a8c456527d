UNWIND ['people', 'families', 'amount', 'months', 'ageMin', 'ageMax', 'value'] AS name
WITH 'https://w3id.org/samspil/def#' + name AS property
MATCH (:Evidence)-[some:SAYS {property: property}]->(thing)
WITH property, thing, count(DISTINCT some.value) AS values WHERE values > 1
MATCH (source)<-[:HAD_PRIMARY_SOURCE]-(:Evidence)-[said:SAYS {property: property}]->(thing)
RETURN DISTINCT thing.iri AS thing, property, said.value AS value, source.iri AS source ORDER BY thing, property, value

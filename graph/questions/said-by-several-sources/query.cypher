MATCH (source)<-[:HAD_PRIMARY_SOURCE]-(:Evidence)-[said:SAYS]->(:Samspil {iri: $thing})
WHERE said.property <> 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
WITH said.property AS property, said.value AS value, said.language AS language, count(DISTINCT source) AS sources WHERE sources > 1
RETURN property, value, sources ORDER BY property, value

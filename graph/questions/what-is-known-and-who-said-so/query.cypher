MATCH (source)<-[:HAD_PRIMARY_SOURCE]-(evidence:Evidence)-[said:SAYS]->(:Samspil {iri: $thing})
WHERE said.property <> 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
RETURN said.property AS property, said.value AS value, source.iri AS source, evidence.locator AS locator
ORDER BY property, value, source, locator

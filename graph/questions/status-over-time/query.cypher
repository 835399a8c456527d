MATCH (source)<-[:HAD_PRIMARY_SOURCE]-(evidence:Evidence)-[said:SAYS {property: 'https://w3id.org/samspil/def#status'}]->(:Samspil {iri: $initiative})
UNWIND coalesce(evidence.validFrom, source.date, [null]) AS validFrom
RETURN said.value AS status, validFrom, source.iri AS source ORDER BY validFrom, status

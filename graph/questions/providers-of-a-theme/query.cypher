MATCH (provider)<-[:DELIVERED_BY]-(initiative)-[:ADDRESSES]->(:Samspil {iri: $theme})
RETURN provider.iri AS provider, count(DISTINCT initiative) AS initiatives ORDER BY initiatives DESC, provider

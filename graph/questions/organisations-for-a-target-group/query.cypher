MATCH (:Samspil {iri: $targetGroup})<-[:BROADER*0..]-()<-[:TARGETS]-(organisation)-[:IN_SECTOR]->(sector)
RETURN DISTINCT organisation.iri AS organisation, sector.iri AS sector ORDER BY sector, organisation

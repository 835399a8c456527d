MATCH (:Samspil {iri: $theme})<-[:ADDRESSES]-(funded)<-[:FUNDED]-()-[:FUNDER]->(funder)
WHERE NOT funder:Municipality AND NOT funder:Council AND NOT EXISTS {
  MATCH (:Council)<-[:FUNDER]-()-[:FUNDED]->(shared) MATCH (shared)<-[:FUNDED]-()-[:FUNDER]->(funder) }
RETURN DISTINCT funder.iri AS funder, funded.iri AS funded ORDER BY funder, funded

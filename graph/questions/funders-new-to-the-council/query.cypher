MATCH (:Theme {iri: $theme})<-[:ADDRESSES]-(funded)<-[:FUNDED]-(:Funding)-[:FUNDER]->(funder)
WHERE NOT funder:Municipality AND NOT funder:Council AND NOT EXISTS {
  MATCH (:Council)<-[:FUNDER]-(:Funding)-[:FUNDED]->(shared) MATCH (shared)<-[:FUNDED]-(:Funding)-[:FUNDER]->(funder) }
RETURN DISTINCT funder.iri AS funder, funded.iri AS funded ORDER BY funder, funded

MATCH (initiative:Initiative)-[:ADDRESSES]->(:Samspil {iri: $theme}) WHERE NOT EXISTS { (initiative)<-[:FUNDED]-() }
RETURN initiative.iri AS initiative ORDER BY initiative

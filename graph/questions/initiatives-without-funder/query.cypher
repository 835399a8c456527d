MATCH (initiative:Initiative)-[:ADDRESSES]->(:Theme {iri: $theme}) WHERE NOT EXISTS { (initiative)<-[:FUNDED]-(:Funding) }
RETURN initiative.iri AS initiative ORDER BY initiative

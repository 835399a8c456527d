MATCH (initiative:Initiative) WHERE EXISTS { (initiative)<-[:FUNDED]-() }
  AND NOT EXISTS { (initiative)-[:EVALUATED_BY]->() }
  AND NOT EXISTS { (initiative)<-[:ABOUT]-()-[:IS_FIGURE]->(:Samspil {iri: 'https://w3id.org/samspil/concept/figure-kind/measured'}) }
RETURN initiative.iri AS initiative ORDER BY initiative

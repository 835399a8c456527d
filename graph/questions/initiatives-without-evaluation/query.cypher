MATCH (initiative:Initiative) WHERE EXISTS { (initiative)<-[:FUNDED]-(:Funding) }
  AND NOT EXISTS { (initiative)-[:EVALUATED_BY]->() }
  AND NOT EXISTS { (initiative)<-[:ABOUT]-()-[:IS_FIGURE]->(:FigureKind {iri: 'https://w3id.org/samspil/concept/figure-kind/measured'}) }
RETURN initiative.iri AS initiative ORDER BY initiative

MATCH (policy)-[r:PART_OF|SUCCEEDS|AMENDS]->(other) WHERE EXISTS { (policy)-[:GOVERNS]->() }
RETURN policy.iri AS policy, 'https://w3id.org/samspil/def#' + CASE type(r) WHEN 'PART_OF' THEN 'partOf' ELSE toLower(type(r)) END AS relation,
  other.iri AS other ORDER BY policy, relation, other

MATCH (policy)-[:STATUS]->(:Samspil {iri: 'https://w3id.org/samspil/concept/status/proposed'}) WHERE EXISTS { (policy)-[:GOVERNS]->() }
OPTIONAL MATCH (policy)-[:TARGETS]->(targetGroup)
OPTIONAL MATCH (policy)-[:REGULATES]->(regulates)
UNWIND coalesce(policy.date, [null]) AS date
RETURN DISTINCT policy.iri AS policy, date, targetGroup.iri AS targetGroup, regulates.iri AS regulates ORDER BY policy, targetGroup

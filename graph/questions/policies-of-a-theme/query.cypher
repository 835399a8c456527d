MATCH (policy)-[:GOVERNS]->(:Samspil {iri: $theme})
OPTIONAL MATCH (policy)-[:STATUS]->(status)
UNWIND coalesce(policy.date, [null]) AS date
UNWIND coalesce(policy.start, [null]) AS start
RETURN policy.iri AS policy, date, start, status.iri AS status ORDER BY policy, date, status

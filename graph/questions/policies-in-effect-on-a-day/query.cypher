MATCH (policy) WHERE EXISTS { (policy)-[:GOVERNS]->() }
UNWIND policy.start AS start
UNWIND coalesce(policy.end, [null]) AS end
WITH policy, start, end
WHERE start <= substring($day, 0, size(start)) AND (end IS NULL OR end >= substring($day, 0, size(end)))
RETURN policy.iri AS policy, start, end ORDER BY policy

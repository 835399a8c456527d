MATCH (policy) WHERE EXISTS { (policy)-[:GOVERNS]->() } AND (policy.amount IS NOT NULL OR policy.yearlyAmount IS NOT NULL)
UNWIND coalesce(policy.amount, [null]) AS amount
UNWIND coalesce(policy.yearlyAmount, [null]) AS yearlyAmount
UNWIND coalesce(policy.start, [null]) AS start
UNWIND coalesce(policy.end, [null]) AS end
RETURN policy.iri AS policy, amount, yearlyAmount, start, end ORDER BY policy

MATCH (budget:Budget)-[:ADDRESSES]->(:Samspil {iri: $theme})
OPTIONAL MATCH (budget)-[:HELD_BY]->(holder)
UNWIND budget.budgetArea AS budgetArea
UNWIND coalesce(budget.amount, [null]) AS amount
UNWIND coalesce(budget.amountMin, [null]) AS amountMin
UNWIND coalesce(budget.amountMax, [null]) AS amountMax
UNWIND coalesce(budget.date, [null]) AS date
RETURN budgetArea, amount, amountMin, amountMax, date, holder.iri AS budgetHolder ORDER BY budgetArea

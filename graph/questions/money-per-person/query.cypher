MATCH (initiative:Initiative) WHERE coalesce(initiative.currency, 'DKK') = 'DKK'
UNWIND initiative.amount AS amount
UNWIND initiative.people AS people
RETURN initiative.iri AS initiative, amount, people, round(amount / people) AS each ORDER BY each DESC, initiative

MATCH (initiative:Initiative)
OPTIONAL MATCH (initiative)-[:TARGETS]->(people) WHERE people.ageMin IS NOT NULL
WITH initiative, CASE WHEN initiative.ageMin IS NOT NULL OR initiative.ageMax IS NOT NULL THEN initiative ELSE people END AS meant
UNWIND coalesce(meant.ageMin, [null]) AS ageMin
UNWIND coalesce(meant.ageMax, [null]) AS ageMax
WITH initiative, ageMin, ageMax WHERE (ageMin IS NOT NULL OR ageMax IS NOT NULL)
  AND coalesce(ageMin, 0) <= $until AND coalesce(ageMax, 120) >= $from
RETURN DISTINCT initiative.iri AS initiative, ageMin, ageMax ORDER BY initiative, ageMin

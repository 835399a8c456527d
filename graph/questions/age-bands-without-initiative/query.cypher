UNWIND [[0, 2], [3, 5], [6, 12], [13, 17], [18, 24], [25, 29], [30, 64], [65, 79], [80, 120]] AS band
WITH band
WHERE NOT EXISTS {
  MATCH (initiative:Initiative)-[:ADDRESSES]->(:Samspil {iri: $theme})
  WHERE ((initiative.ageMin IS NOT NULL OR initiative.ageMax IS NOT NULL)
      AND coalesce(initiative.ageMin, 0) <= band[1] AND coalesce(initiative.ageMax, 120) >= band[0])
    OR (initiative.ageMin IS NULL AND initiative.ageMax IS NULL AND EXISTS {
      MATCH (initiative)-[:TARGETS]->(people) WHERE people.ageMin <= band[1] AND coalesce(people.ageMax, 120) >= band[0] })
}
RETURN band[0] AS ageMin, band[1] AS ageMax ORDER BY ageMin

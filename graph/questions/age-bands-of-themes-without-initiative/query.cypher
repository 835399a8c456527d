MATCH (theme:Theme)
MATCH (theme)-[:TARGETS*0..1]->(meant) WHERE meant.ageMin IS NOT NULL OR meant.ageMax IS NOT NULL
UNWIND [[0, 2], [3, 5], [6, 12], [13, 17], [18, 24], [25, 29], [30, 64], [65, 79], [80, 120]] AS band
WITH DISTINCT theme, band, meant
WHERE coalesce(meant.ageMin, 0) <= band[1] AND coalesce(meant.ageMax, 120) >= band[0]
WITH DISTINCT theme, band
WHERE NOT EXISTS {
  MATCH (initiative)-[:ADDRESSES]->(theme)
  WHERE (NOT EXISTS { (initiative)-[:IN_AREA]->() }
  OR EXISTS { (initiative)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (initiative)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) })
  AND (
    ((initiative.ageMin IS NOT NULL OR initiative.ageMax IS NOT NULL)
      AND coalesce(initiative.ageMin, 0) <= band[1] AND coalesce(initiative.ageMax, 120) >= band[0])
    OR (initiative.ageMin IS NULL AND initiative.ageMax IS NULL AND EXISTS {
      MATCH (initiative)-[:TARGETS]->(people) WHERE (people.ageMin IS NOT NULL OR people.ageMax IS NOT NULL)
      AND coalesce(people.ageMin, 0) <= band[1] AND coalesce(people.ageMax, 120) >= band[0] }))
}
RETURN theme.iri AS theme, band[0] AS ageMin, band[1] AS ageMax ORDER BY theme, ageMin

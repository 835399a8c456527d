MATCH (initiative:Initiative) WHERE NOT EXISTS { (initiative)<-[:SUCCEEDS]-() }
OPTIONAL MATCH (initiative)<-[:FUNDED]-(funding)-[:FUNDER]->(funder)
UNWIND [] + coalesce(initiative.end, []) + coalesce(funding.end, []) AS end
WITH initiative, funder, end
WHERE end >= substring($day, 0, size(end))
  AND end <= toString(toInteger(substring($day, 0, 4)) + 1) + substring($day, 4, size(end) - 4)
RETURN DISTINCT initiative.iri AS initiative, end, funder.iri AS funder ORDER BY initiative, end, funder

MATCH (organisation)<-[:PARTICIPANT]-(:Collaboration)-[:PARTICIPANT]->(one)
WITH DISTINCT organisation, one
MATCH (organisation)<-[:PARTICIPANT]-(:Collaboration)-[:PARTICIPANT]->(other)
WHERE one.iri < other.iri
WITH DISTINCT organisation, one, other
WHERE NOT EXISTS { (one)<-[:PARTICIPANT]-()-[:PARTICIPANT]->(other) } AND NOT EXISTS {
  MATCH (one)<-[:PARTICIPANT]-()-[:PARTICIPANT]->(between) MATCH (between)<-[:PARTICIPANT]-()-[:PARTICIPANT]->(other)
  WHERE between.iri <> organisation.iri AND between.iri <> one.iri AND between.iri <> other.iri }
RETURN organisation.iri AS organisation, count(*) AS pairs ORDER BY pairs DESC, organisation

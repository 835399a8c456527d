MATCH (collaboration:Collaboration)-[:PARTICIPANT]->(organisation)
WITH organisation, count(DISTINCT collaboration) AS collaborations WHERE collaborations > 1
RETURN organisation.iri AS organisation, collaborations ORDER BY collaborations DESC, organisation

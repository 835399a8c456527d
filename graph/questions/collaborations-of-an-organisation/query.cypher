MATCH (organisation:Samspil {iri: $organisation})<-[:PARTICIPANT]-(collaboration)
MATCH (collaboration)-[:PARTICIPANT]->(participant) WHERE participant.iri <> organisation.iri
OPTIONAL MATCH (collaboration)-[:COLLABORATES_ON]->(initiative)
RETURN DISTINCT collaboration.iri AS collaboration, participant.iri AS participant, initiative.iri AS initiative
ORDER BY collaboration, participant, initiative

MATCH (member)-[:MEMBER_OF]->(:Samspil {iri: $organisation})
OPTIONAL MATCH (member)-[:IN_SECTOR]->(sector)
RETURN member.iri AS member, sector.iri AS sector ORDER BY member

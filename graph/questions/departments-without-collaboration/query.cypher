MATCH (department:Department) WHERE NOT EXISTS { (department)<-[:PARTICIPANT]-() }
RETURN department.iri AS department ORDER BY department

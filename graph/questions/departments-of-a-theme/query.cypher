MATCH (department:Department)-[:RESPONSIBLE_FOR]->(:Samspil {iri: $theme})
RETURN department.iri AS department ORDER BY department

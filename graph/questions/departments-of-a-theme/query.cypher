MATCH (department:Department)-[:RESPONSIBLE_FOR]->(:Theme {iri: $theme})
RETURN department.iri AS department ORDER BY department

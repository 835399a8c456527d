MATCH (:Samspil {iri: $place})<-[:BROADER*0..]-(area)<-[:IN_AREA]-(initiative:Initiative)-[:ADDRESSES]->(theme)
RETURN DISTINCT initiative.iri AS initiative, area.iri AS area, theme.iri AS theme ORDER BY initiative, area, theme

MATCH (:Samspil {iri: $policy})<-[:PART_OF*0..]-(part)-[:GOVERNS]->(theme)
OPTIONAL MATCH (part)-[:REGULATES]->(organisation)
OPTIONAL MATCH (part)-[:TARGETS]->()<-[:BROADER*0..]-()<-[:TARGETS]-(initiative:Initiative) WHERE EXISTS { (initiative)-[:ADDRESSES]->(theme) }
OPTIONAL MATCH (initiative)-[:DELIVERED_BY|LED_BY]->(provider)
WITH part, organisation, initiative, provider, [] + coalesce(part.change_da, []) + coalesce(part.change_en, []) AS changes
UNWIND CASE WHEN size(changes) = 0 THEN [null] ELSE changes END AS change
UNWIND coalesce(part.start, [null]) AS start
RETURN DISTINCT part.iri AS part, change, start, organisation.iri AS organisation, initiative.iri AS initiative, provider.iri AS provider
ORDER BY part, organisation, initiative, provider

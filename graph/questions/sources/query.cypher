MATCH (evidence:Evidence)-[:HAD_PRIMARY_SOURCE]->(source)
WITH source, count(evidence) AS pieces
UNWIND coalesce(source.date, [null]) AS date
UNWIND coalesce(source.url, [null]) AS url
RETURN source.iri AS source, pieces, date, url ORDER BY pieces DESC, source

MATCH (initiative:Initiative)
UNWIND initiative.start AS start
UNWIND coalesce(initiative.end, [null]) AS end
WITH initiative, start, end
WHERE start <= substring($day, 0, size(start)) AND (end IS NULL OR end >= substring($day, 0, size(end)))
RETURN initiative.iri AS initiative, start, end ORDER BY initiative

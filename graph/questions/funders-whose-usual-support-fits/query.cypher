MATCH (organisation) WHERE organisation.supportMin IS NOT NULL OR organisation.supportMax IS NOT NULL
UNWIND coalesce(organisation.supportMin, [null]) AS supportMin
UNWIND coalesce(organisation.supportMax, [null]) AS supportMax
WITH organisation, supportMin, supportMax
WHERE coalesce(supportMin, 0) <= $need AND coalesce(supportMax, 1000000000000) >= $need
RETURN DISTINCT organisation.iri AS organisation, supportMin, supportMax ORDER BY organisation

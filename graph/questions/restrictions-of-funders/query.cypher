MATCH (organisation) UNWIND [] + coalesce(organisation.restriction_da, []) + coalesce(organisation.restriction_en, []) AS restriction
RETURN organisation.iri AS organisation, restriction ORDER BY organisation

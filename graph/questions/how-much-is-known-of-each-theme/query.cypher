MATCH (theme:Theme)
OPTIONAL MATCH (theme)<-[:ADDRESSES]-(initiative:Initiative)
WITH theme, count(DISTINCT initiative) AS initiatives
OPTIONAL MATCH (theme)<-[:RESPONSIBLE_FOR]-(department:Department)
WITH theme, initiatives, count(DISTINCT department) AS departments
OPTIONAL MATCH (theme)<-[:ADDRESSES]-(budget:Budget)
WITH theme, initiatives, departments, count(DISTINCT budget) AS budgets
OPTIONAL MATCH (theme)<-[:GOVERNS]-(policy)
WITH theme, initiatives, departments, budgets, count(DISTINCT policy) AS policies
WHERE initiatives + departments + budgets + policies > 0
RETURN theme.iri AS theme, initiatives, departments, budgets, policies ORDER BY theme

MATCH (initiative:Initiative) UNWIND initiative.people AS people
RETURN initiative.iri AS initiative, people ORDER BY people DESC, initiative LIMIT 20

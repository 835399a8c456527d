"""The graph as nodes and relationships, in an embedded engine or a Neo4j server, asked in Cypher by one driver."""

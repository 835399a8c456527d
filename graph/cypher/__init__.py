"""The graph for Cypher: as nodes and relationships, in an embedded engine or in a Neo4j server, reached by one driver."""

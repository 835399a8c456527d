"""The graph in the formats of others."""

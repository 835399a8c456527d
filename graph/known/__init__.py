"""The graph as it stood at one version: things, names, indexes, and its views as property graph and store."""

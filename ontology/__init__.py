"""The language: OWL classes and properties, SKOS concept schemes, SHACL shapes and gates, JSON-LD context."""

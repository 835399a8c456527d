"""How a proposal in Danish is understood: its facets, parties, figures and claims, each with its words."""

"""What the council asks: overlap, coordination, co-investors, policies and gates, and named questions."""

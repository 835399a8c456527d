"""Who comes in, how often, and what is noted of it."""

"""Keeping what is known true: what is well formed, what is the same, and what people decide about evidence."""

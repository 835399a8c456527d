"""What is known and what it answers: store, evidence, reading, overlap, gaps, co-investors, gates, assessment."""

"""Who said what, where: evidence, the texts of its sources, its history, and what one thing is known as."""

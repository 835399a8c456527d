"""What every address has in common: who asks, the language, pages of lists, tags, problems, turns, and what is seen."""

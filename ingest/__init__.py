"""What comes in: tables of facts, and the shipped baseline under data/."""

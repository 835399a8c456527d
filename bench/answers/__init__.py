"""How good the answers are, measured on cases that nobody tuned for."""

"""Answers in words, for the terminal, for spreadsheets and for the case file."""

"""SPARQL from outside: in processes that can be killed, within bounds, and updates as evidence."""

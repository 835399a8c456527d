"""Measurements, each run as a program: `.venv/bin/python -m bench.extraction`."""

"""Commands start at once: what takes long to import is imported by what computes, validates or writes with it."""

import subprocess
import sys

import pytest

HEAVY = {"faker", "neo4j", "networkx", "numpy", "openpyxl", "pyshacl", "rdflib", "scipy"}


@pytest.mark.parametrize(
    "module", ["api.cli", "api.desks.review", "api.reports.answer_table", "graph.known.snapshot", "ingest.load"]
)
def test_what_many_commands_begin_with_imports_nothing_that_takes_long(module):
    code = f"import sys, {module}; print(*sorted({HEAVY} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []

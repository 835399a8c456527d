"""The layout shows the architecture: imports run one way, downwards."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"api": 5, "visualise": 4, "ingest": 3, "graph": 2, "ontology": 1}
ROOMS = {
    "cypher": 8,
    "sparql": 7,
    "export": 7,
    "answers": 6,
    "reading": 5,
    "upkeep": 4,
    "known": 3,
    "evidence": 2,
    "store": 1,
}
MODULES = sorted(path for package in FLOORS for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return {name.partition(".")[0] for name in names} & set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_its_own_package_and_those_below(path):
    package = path.relative_to(ROOT).parts[0]
    assert {name for name in imported(path) - {package} if FLOORS[name] >= FLOORS[package]} == set()
    assert imported(path) <= {name for name in FLOORS if FLOORS[name] <= FLOORS[package]}


@pytest.mark.parametrize("path", sorted((ROOT / "graph").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_rooms_of_the_graph_follow_one_another_too(path):
    room = path.relative_to(ROOT / "graph").parts[0].removesuffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    others = {module.split(".")[1] for module in modules if module.startswith("graph.")} - {room}
    assert {other for other in others if ROOMS[other] >= ROOMS.get(room, 0)} == set()


def test_no_file_grows_beyond_one_subject():
    assert {str(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 400} == set()

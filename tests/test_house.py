"""The layout shows the architecture: imports run one way, downwards."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"api": 5, "visualise": 4, "ingest": 3, "graph": 2, "ontology": 1}
ROOMS = {
    "graph": ("store", "evidence", "known", "upkeep", "reading", "answers", "export sparql", "cypher"),
    "api": (
        "day language rights",
        "settings",
        "access reports",
        "desks",
        "http",
        "v1",
        "pages query",
        "app",
        "commands",
        "cli",
    ),
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


@pytest.mark.parametrize(
    ("package", "path"),
    [(package, path) for package in ROOMS for path in sorted((ROOT / package).rglob("*.py"))],
    ids=lambda p: str(p.relative_to(ROOT)) if isinstance(p, Path) else p,
)
def test_the_rooms_of_a_package_follow_one_another_too(package, path):
    level = {room: n for n, rooms in enumerate(ROOMS[package], start=1) for room in rooms.split()}
    room = path.relative_to(ROOT / package).parts[0].removesuffix(".py")
    others = rooms_imported(path, package) - {room}
    assert {other for other in others if level[other] >= level.get(room, 0)} == set()


def rooms_imported(path: Path, package: str) -> set[str]:
    nodes = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    below = {node.module.split(".")[1] for node in nodes if (node.module or "").startswith(package + ".")}
    return below | {alias.name for node in nodes if node.module == package for alias in node.names}


def test_no_file_grows_beyond_one_subject():
    assert {str(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 400} == set()

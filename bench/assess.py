"""How long an assessment takes as a whole process, beside starting Python and importing the same libraries.

Run: .venv/bin/python bench/assess.py   (after `make demo`)
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parents[1]
SAMSPIL = Path(sys.executable).with_name("samspil")
EXAMPLE = HERE / "ingest" / "data" / "example-proposal.md"
COMMANDS = {
    "samspil --help": [SAMSPIL, "--help"],
    "import of the same libraries": [
        sys.executable,
        "-c",
        "import pyoxigraph, rdflib, pyshacl, pydantic, typer, rapidfuzz",
    ],
    "samspil assess": [SAMSPIL, "assess", EXAMPLE, "--json"],
}
RUNS = 7


def seconds(command: list[str | Path]) -> float:
    """Return the wall time of one run of a command."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=HERE)
    return time.perf_counter() - begun


def main() -> None:
    """Run the commands in turn and print the median of each, and its ratio to a bare Python."""
    bare = [sys.executable, "-c", "pass"]
    times: dict[str, list[float]] = {"python -c pass": [], **{name: [] for name in COMMANDS}}
    for _ in range(RUNS):
        times["python -c pass"].append(seconds(bare))
        for name, command in COMMANDS.items():
            times[name].append(seconds(list(command)))
    base = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        print(f"{name:32} {statistics.median(taken):7.3f} s  {statistics.median(taken) / base:6.1f} × bare Python")


if __name__ == "__main__":
    main()

"""The server is what its description says, whatever is sent to it: Schemathesis finds nothing."""

import subprocess
import sys
from pathlib import Path

from api.access.keys import Keys
from api.rights import Role
from tests.conftest import copied, served

HERE = Path(__file__).parent
EXAMPLES = 5  # of each operation and phase, besides those at the edges of what the description allows
COMMAND = Path(sys.executable).with_name("schemathesis")


def test_whatever_is_sent_is_answered_as_described(home, tmp_path):
    copied(home, tmp_path / "home")
    key = Keys(tmp_path / "home").add("schemathesis", Role.ADMIN)  # with a key there, nobody comes in without one
    bounds = {"SAMSPIL_QUERY_SECONDS": "2", "SAMSPIL_RATE": "1000000", "SAMSPIL_PUBLIC_RATE": "1000000"}
    with (tmp_path / "log").open("w") as log, served(tmp_path / "home", log, **bounds) as (address, _):
        found = subprocess.run(
            [
                *(COMMAND, "--config-file", HERE / "schemathesis.toml", "run", f"{address}/openapi.json"),
                *("--header", f"Authorization: Bearer {key}"),
                *("--max-examples", str(EXAMPLES), "--generation-deterministic", "--no-color"),
                *("--phases", "examples,coverage,fuzzing,stateful"),
            ],
            cwd=HERE.parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
    assert found.returncode == 0, found.stdout[-20_000:]

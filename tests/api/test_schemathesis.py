"""The server is what its description says, whatever is sent to it: Schemathesis finds nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import served

HERE = Path(__file__).parent
EXAMPLES = 5  # of each operation and phase, besides those at the edges of what the description allows
COMMAND = Path(sys.executable).with_name("schemathesis")


def test_whatever_is_sent_is_answered_as_described(home, tmp_path):
    shutil.copytree(home, tmp_path / "home")
    with (tmp_path / "log").open("w") as log, served(tmp_path / "home", log, SAMSPIL_QUERY_SECONDS="2") as (address, _):
        found = subprocess.run(
            [
                *(COMMAND, "--config-file", HERE / "schemathesis.toml", "run", f"{address}/openapi.json"),
                *("--max-examples", str(EXAMPLES), "--generation-deterministic", "--no-color"),
                *("--phases", "examples,coverage,fuzzing,stateful"),
            ],
            cwd=HERE.parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
    assert found.returncode == 0, found.stdout[-20_000:]

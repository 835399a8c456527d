"""What the tests of the doors share: the command as a process of its own, and a copy of the graph to write to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copied

COMMAND = Path(sys.executable).with_name("samspil")


@pytest.fixture
def samspil(tmp_path, home):
    """Run a command in an empty folder, on the shipped graph if no other is named."""

    def run(*arguments: str, store: Path = home, given: bytes = b"", **environment: str):
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SAMSPIL_STORE": str(store), **environment}
        return subprocess.run(
            [COMMAND, *arguments], capture_output=True, cwd=tmp_path, env=env, input=given, timeout=120
        )

    return run


@pytest.fixture
def own(home, tmp_path):
    """Return the folder of a copy of the shipped graph."""
    return copied(home, tmp_path / "home")


def said(result) -> str:
    """Return what a failed command said: one message, exit code 2, no traceback."""
    text = result.stderr.decode()
    assert result.returncode == 2, text
    assert "Traceback" not in text
    assert result.stdout == b""
    return text

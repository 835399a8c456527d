"""`samspil review`: a list, many at once, and one by one with keys."""

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time

import pytest

from tests.review_example import paper_that_waits

SAMSPIL = [sys.executable, "-m", "api.cli", "review"]


@pytest.fixture
def home(tmp_path):
    return paper_that_waits(tmp_path / "home")


@pytest.fixture
def run(home):
    def run_review(*arguments):
        env = os.environ | {"SAMSPIL_STORE": str(home), "SAMSPIL_USER": "Anna"}
        return subprocess.run([*SAMSPIL, *arguments], env=env, capture_output=True, text=True, check=False)

    return run_review


def waiting(run, *filters):
    told = json.loads(run("--list", "--json", *filters).stdout)
    return [w["id"].rsplit("/", 1)[-1] for w in told["items"]]


def test_the_list_in_a_pipe_says_what_waits_and_how_far_it_is(run):
    listed = run()
    assert listed.returncode == 0
    assert "Bikubenfonden betaler 2,5 mio. kr. til Kollegiet ved Åen (2027)" in listed.stdout
    assert "4 venter" in listed.stdout
    assert waiting(run) == ["unge", "kollegiet", "betaler", "aeldre"]


def test_many_are_accepted_by_a_filter_and_taken_back(run):
    done = run("--accept", "--source", "boliger", "--min-confidence", "0.9")
    assert "3 afgjort." in done.stdout
    assert "Også godtaget, fordi det er nødvendigt: Kollegiet ved Åen er en indsats" in done.stdout
    assert waiting(run) == ["aeldre"]
    assert "3 taget tilbage." in run("--undo").stdout
    assert len(waiting(run)) == 4


def test_some_are_rejected_by_name_with_the_reason(run):
    made = json.loads(run("--reject", "papiret/aeldre", "papiret/unge", "--comment", "Forkert hus", "--json").stdout)
    assert (made["review"]["comment"], made["review"]["by"], len(made["review"]["steps"])) == ("Forkert hus", "anna", 2)
    assert waiting(run, "--status", "rejected") == ["unge", "aeldre"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--accept"], "Skriv hvilke"),
        (["--accept", "--reject", "x"], "Skriv kun én af"),
        (["--reject", "papiret/intet"], "Der er intet belæg"),
        (["--undo"], "ingen beslutning at tage tilbage"),
        (["--list", "--kind", "enhjørning"], "hverken en slags ting"),
    ],
)
def test_wrong_use_is_told_in_words(run, arguments, message):
    refused = run(*arguments)
    assert refused.returncode == 2
    assert message in refused.stderr


def test_one_by_one_with_keys(run, home):
    """Accept, take back, accept again, skip, accept (with what was skipped), correct: the terminal of a person."""
    keys = ["a", "u", "a", "s", "a", "c", "hjemløse\n"]
    terminal, end = pty.openpty()
    env = os.environ | {"SAMSPIL_STORE": str(home), "SAMSPIL_USER": "Anna", "TERM": "xterm", "COLUMNS": "120"}
    person = subprocess.Popen(SAMSPIL, env=env, stdin=end, stdout=end, stderr=end)
    os.close(end)
    waits_for = ["1 af 4", "2 af 4", "1 af 4", "2 af 4", "3 af 4", "4 af 4", "målgruppe"]
    for key, sign in zip(keys, waits_for, strict=True):
        read_until(terminal, sign)
        while len(key) == 1 and termios.tcgetattr(terminal)[3] & termios.ICANON:
            time.sleep(0.02)  # the program does not listen for single keys yet
        os.write(terminal, key.encode())
    seen = read_until(terminal, "tilbage at se")
    assert person.wait() == 0
    os.close(terminal)
    assert "5 afgjort, 0 tilbage at se." in seen
    assert waiting(run) == []
    assert waiting(run, "--status", "rejected") == ["aeldre"]


def read_until(terminal: int, sign: str) -> str:
    """Return what the terminal shows until a text has been seen and the program waits."""
    seen = ""
    while select.select([terminal], [], [], 60)[0]:
        try:
            seen += os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # the program has closed the terminal
            break
        if sign in seen and ("q stop" in seen.partition(sign)[2] or sign in {"målgruppe", "tilbage at se"}):
            return seen
    raise AssertionError(f"'{sign}' was not shown: {seen}")

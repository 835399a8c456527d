"""Keys: made, kept as hashes, found, used, revoked; by the command line too."""

import json
import re
import stat
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from api.access.audit import Asked
from api.access.keys import Keys, digest
from api.access.log import trail_of
from api.cli import app
from api.rights import Role
from api.settings import Settings
from ontology.errors import InputError, NotFound, StoreError

TODAY = datetime.now(UTC).date()


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path)


def test_a_key_is_random_and_only_its_hash_is_kept_where_only_the_owner_reads(keys, tmp_path):
    token, other = keys.add("excel", Role.ANALYST), keys.add("gephi", Role.ANALYST)
    assert re.fullmatch("samspil_[0-9a-f]{56}", token)
    assert token != other
    file = tmp_path / "keys.json"
    assert token[8:-8] not in file.read_text()
    assert digest(token) in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.find(token).name == "excel"


def test_a_key_with_a_digit_wrong_is_none_and_is_not_looked_for(keys, tmp_path):
    token = keys.add("excel", Role.ANALYST)
    (tmp_path / "keys.json").write_text("not to be read")
    for place in range(8, len(token), 7):
        wrong = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
        assert keys.find(wrong) is None
    with pytest.raises(StoreError, match=r"keys\.json"):
        Keys(tmp_path).find(token)


def test_what_another_process_revokes_is_revoked_at_once(keys, tmp_path):
    token = keys.add("excel", Role.ANALYST)
    assert keys.find(token)
    assert Keys(tmp_path).revoke("excel").revoked == TODAY
    assert keys.find(token) is None
    with pytest.raises(NotFound, match="excel"):
        keys.revoke("excel")


def test_a_key_holds_until_the_end_of_its_last_day(keys):
    token = keys.add("excel", Role.ANALYST, TODAY)
    key = keys.find(token)
    assert key.holds(TODAY)
    assert not key.holds(TODAY + timedelta(days=1))
    with pytest.raises(InputError, match="has passed"):
        keys.add("late", Role.READER, TODAY - timedelta(days=1))


def test_a_name_is_of_one_key_at_a_time(keys):
    first = keys.add("excel", Role.ANALYST)
    with pytest.raises(InputError, match="excel"):
        keys.add("excel", Role.ADMIN)
    keys.revoke("excel")
    second = keys.add("excel", Role.READER)
    assert keys.find(first) is None
    assert keys.find(second).role == Role.READER


@pytest.mark.parametrize("name", ["", " x", "a\nb", "<b>", "x" * 101])
def test_a_name_can_be_read_wherever_it_is_shown(keys, name):
    with pytest.raises(InputError):
        keys.add(name, Role.READER)


def test_the_day_of_the_last_use_is_kept(keys):
    token = keys.add("excel", Role.ANALYST)
    assert keys.find(token).last_used is None
    keys.used(keys.find(token))
    assert keys.find(token).last_used == TODAY


def run(*words):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_keys_are_made_listed_and_revoked_on_the_command_line_and_that_is_noted(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMSPIL_STORE", str(tmp_path))
    monkeypatch.setenv("SAMSPIL_USER", "Ida")
    made = run("keys", "add", "excel", "--role", "analyst", "--expires", "2099-12-31", "--lang", "en")
    token = made.stdout.strip()
    assert "not shown again" in made.stderr
    assert Keys(tmp_path).find(token).role == Role.ANALYST
    (told,) = json.loads(run("keys", "list", "--json").stdout)
    assert told == {
        "name": "excel",
        "role": "analyst",
        "made": TODAY.isoformat(),
        "expires": "2099-12-31",
        "revoked": None,
        "last_used": None,
    }
    assert "2099-12-31" in run("keys", "list").stdout
    assert "excel" in run("keys", "revoke", "excel").stdout
    assert Keys(tmp_path).find(token) is None
    noted = list(trail_of(Settings(store=tmp_path)).latest(Asked(outcome="done")))
    assert [(e.what, e.about, e.who, e.address) for e in noted] == [
        ("key revoked", ["excel"], "Ida", "terminal"),
        ("key added", ["excel"], "Ida", "terminal"),
    ]
    assert token not in "".join(path.read_text() for path in (tmp_path / "audit").glob("*.jsonl"))

"""The embedded engine as a process of its own: told on standard input where and how, it answers the port, and lives
until standard input ends, so that it never outlives whoever started it.
"""

import base64
import hashlib
import json
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Any, Final

DATABASE: Final = "samspil"
BOLT: Final = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
NEVER: Final = 2_000_000_000  # ms; the files with users do not change while it runs


def main() -> None:
    """Run the engine. The first line of input is JSON with `folder` and the passwords of `root` and `reader`."""
    told = json.loads(sys.stdin.readline())
    # The engine logs to standard output; only the answer goes to the channel that the parent reads.
    with open(os.dup(1), "w", encoding="utf-8") as channel:  # noqa: PTH123 - a descriptor
        os.dup2(2, 1)
        try:
            server, port = _start(Path(told["folder"]), told["root"], told["reader"])
        except Exception as error:  # the parent is told, whatever it is
            print(json.dumps({"error": str(error)}), file=channel, flush=True)
            return
        print(json.dumps({"port": port}), file=channel, flush=True)
        sys.stdin.read()
        server.stop()


def _start(folder: Path, root: str, reader: str) -> tuple[Any, int]:
    import arcadedb  # an extra: only who asks in Cypher needs it

    _write_users(folder / "config", {"root": root, "reader": reader})
    port = _free_port()
    config = {
        "host": "127.0.0.1",
        "bolt_host": "127.0.0.1",
        "bolt_port": port,
        "http_port": 0,
        "server_plugins": BOLT,
        "server_reloadEvery": NEVER,
        "mode": "development",  # says in its errors what is wrong with a query
    }
    server = arcadedb.create_server(str(folder), root, config)
    server.start()
    if not (folder / "databases" / DATABASE).exists():
        server.create_database(DATABASE).close()
    return server, port


def _write_users(config: Path, passwords: dict[str, str]) -> None:
    """Write who may do what: `root` everything, `reader` read the database and nothing else."""
    nothing: dict[str, Any] = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}}
    groups = {
        "admin": nothing
        | {
            "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
            "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
        },
        "reader": nothing | {"types": {"*": {"access": ["readRecord"]}}},
        "*": nothing,
    }
    users = [
        {"name": "root", "databases": {"*": ["admin"]}, "password": _hashed(passwords["root"])},
        {"name": "reader", "databases": {DATABASE: ["reader"]}, "password": _hashed(passwords["reader"])},
    ]
    config.mkdir(parents=True, exist_ok=True)
    (config / "server-groups.json").write_text(json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}))
    (config / "server-users.jsonl").write_text("".join(json.dumps(user) + "\n" for user in users))


def _hashed(password: str, iterations: int = 65536) -> str:
    """Return the password as the engine keeps it: PBKDF2 with a salt."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    hashed = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations, 32)
    return f"PBKDF2WithHmacSHA256${iterations}${salt}${base64.b64encode(hashed).decode()}"


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


if __name__ == "__main__":
    main()

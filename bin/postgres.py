"""A private PostgreSQL for tests: made in a temporary folder, thrown away afterwards.

`python bin/postgres.py COMMAND …` runs a command with DATABASE_URL pointing at it.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from install import postgres_folder

# Nothing here outlives the tests, so nothing waits for a disk.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def private_postgres():
    """Start a cluster, yield its DATABASE_URL, and stop and remove it whatever happens.

    PostgreSQL refuses to run as root, so root runs it as the user that Debian's package brings.
    """
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    programs = postgres_folder()
    home = Path(tempfile.mkdtemp(prefix="praksis-postgres-", dir="/tmp"))
    data, log, secret = home / "data", home / "log", home / "password"
    password, port = secrets.token_hex(16), free_port()
    secret.write_text(password)
    if owner:
        for path in (home, secret):
            shutil.chown(path, owner["user"], owner["group"])

    def run(program, *arguments):
        done = subprocess.run(
            [programs / program, "-D", data, *arguments],
            cwd=home, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **owner,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log.read_text() if log.exists() else ''}")

    try:
        run(
            "initdb",
            "-U",
            "praksis",
            "-A",
            "scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        settings = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        # The server's output goes to its log: a pipe of ours would stay open as long as it runs.
        run("pg_ctl", "start", "-w", "-s", "-l", str(log), "-o", f"-p {port} {settings}")
        try:
            yield f"postgres://praksis:{password}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-w", "-s", "-m", "immediate")
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    with private_postgres() as url:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    sys.exit(code)

"""Private PostgreSQL and Redis for tests: made in a temporary folder, thrown away afterwards.

`python bin/services.py COMMAND …` runs a command with DATABASE_URL and REDIS_URL pointing at them.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from install import postgres_folder

# Nothing here outlives the tests, so nothing waits for a disk.
CARELESS = {"fsync": "off", "full_page_writes": "off"}
POSTGRES = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
}
# As in production (docker-compose.yml)
REDIS = {"appendonly": "yes", "maxmemory": "256mb", "maxmemory-policy": "noeviction", "save": ""}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A cluster in a folder of its own. PostgreSQL refuses to run as root, so root runs it as Debian's own user."""

    def __init__(self, home: Path):
        self.home, self.url = home, ""
        self.data, self.log = home / "data", home / "log"
        self.owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def make(self, password: str) -> None:
        """Initialise the cluster; its only user is `praksis`."""
        secret = self.home / "password"
        secret.write_text(password)
        if self.owner:
            for path in (self.home, secret):
                shutil.chown(path, "postgres", "postgres")
        self.run("initdb", "-U", "praksis", "-A", "scram-sha-256", f"--pwfile={secret}",
                 "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip

    def start(self, port: int, settings: dict[str, str]) -> None:
        """Start and wait until it answers."""
        given = " ".join(f"-c {name}='{value}'" for name, value in {**POSTGRES, **settings}.items())
        # The server's output goes to its log: a pipe of ours would stay open as long as it runs.
        self.run("pg_ctl", "start", "-w", "-s", "-l", str(self.log), "-o", f"-p {port} {given}")

    def restart(self) -> None:
        """Stop as in a power cut, without a last write, and start anew with the settings it had."""
        self.run("pg_ctl", "restart", "-w", "-s", "-m", "immediate", "-l", str(self.log))

    def stop(self) -> None:
        """Stop at once."""
        self.run("pg_ctl", "stop", "-w", "-s", "-m", "immediate")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs on this cluster; a failure says what its log says."""
        done = subprocess.run(
            [postgres_folder() / program, "-D", self.data, *arguments],
            cwd=self.home, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            **self.owner,
        )  # fmt: skip
        if done.returncode:
            log = self.log.read_text() if self.log.exists() else ""
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log}")


@contextmanager
def private_postgres(settings: dict[str, str] = CARELESS):
    """Start a cluster, yield it with its `url`, and stop and remove it whatever happens."""
    home = Path(tempfile.mkdtemp(prefix="praksis-postgres-", dir="/tmp"))
    cluster, password, port = Postgres(home), secrets.token_hex(16), free_port()
    try:
        cluster.make(password)
        cluster.start(port, settings)
        cluster.url = f"postgres://praksis:{password}@127.0.0.1:{port}/postgres"
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(home)


class Redis:
    """A Redis in a folder of its own, that can be stopped, frozen, emptied and filled."""

    def __init__(self, home: Path):
        self.home, self.port = home, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        given = [part for name, value in REDIS.items() for part in (f"--{name}", value)]
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.home, *given]
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while self.ask("PING") != "PONG":
            if time.monotonic() > until:
                raise RuntimeError(f"redis-server does not answer:\n{(self.home / 'log').read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, as a power cut does."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Keep every connection open and answer nobody."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Answer again."""
        self.process.send_signal(signal.SIGCONT)

    def allow(self, memory: str) -> None:
        """Let it use so much memory: with "1" it is full."""
        if self.ask("CONFIG", "SET", "maxmemory", memory) != "OK":
            raise RuntimeError("redis-server did not take its new limit")

    def ask(self, *words: str) -> str:
        """Say one line of Redis' own protocol, e.g. `ask("FLUSHALL")`; the answer, empty where there is none."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(f"{' '.join(words)}\r\n".encode())
                return line.recv(4096).decode().strip().lstrip("+-:")
        except OSError:
            return ""


@contextmanager
def private_redis():
    """Start a Redis, yield it, and stop and remove it whatever happens."""
    redis = Redis(Path(tempfile.mkdtemp(prefix="praksis-redis-", dir="/tmp")))
    try:
        redis.start()
        try:
            yield redis
        finally:
            redis.thaw()
            redis.stop()
    finally:
        shutil.rmtree(redis.home)


if __name__ == "__main__":
    with ExitStack() as services:
        postgres, redis = services.enter_context(private_postgres()), services.enter_context(private_redis())
        ours = {"DATABASE_URL": postgres.url, "POSTGRES_HOME": str(postgres.home), "REDIS_URL": redis.url}
        code = subprocess.run(sys.argv[1:], env=os.environ | ours, check=False).returncode
    sys.exit(code)

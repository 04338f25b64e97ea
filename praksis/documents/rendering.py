"""Making a PDF in a warm child process that is killed when it passes its limits.

A subprocess, because multiprocessing fails inside Celery's prefork worker, and because in the embedded installation
nothing else would end a job that hangs (Celery's solo pool ignores time limits).
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

# The first rendering waits for the import of WeasyPrint as well.
SECONDS = 60
MEMORY = 1024 * 1024 * 1024
# Fonts and caches grow: a child is replaced after this many documents.
DOCUMENTS = 50


class RenderFailed(Exception):
    """Why no PDF was made. The text is for those who run the site."""


class Renderer:
    """Owns one child process at a time. Safe to use from several threads; a forked process starts its own child."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY, command: list[str] | None = None):
        self.seconds = seconds
        self.command = command or [sys.executable, str(Path(__file__).with_name("child.py")), str(memory)]
        self._lock = threading.Lock()
        self._child: subprocess.Popen | None = None
        self._owner = 0
        self._made = 0

    def render(self, html: str, files: dict[str, Path]) -> bytes:
        """The PDF of a page that may load `files` and nothing else. Raises RenderFailed."""
        message = json.dumps({"html": html, "files": {url: str(path) for url, path in files.items()}})
        with self._lock:
            child = self._warm()
            # Reading blocks; killing the child from aside is what ends a reading that takes too long.
            assert child.stdin
            assert child.stdout
            timer = threading.Timer(self.seconds, child.kill)
            timer.start()
            try:
                child.stdin.write(message.encode() + b"\n")
                child.stdin.flush()
                header = json.loads(child.stdout.readline() or b"{}")
                if header.pop("ready", False):
                    header = json.loads(child.stdout.readline() or b"{}")
                content = child.stdout.read(header.get("bytes", 0))
            except (OSError, ValueError) as error:  # a pipe that broke, half a line
                self.stop()
                raise RenderFailed(f"The child ended in the middle of its work: {type(error).__name__}") from error
            finally:
                timer.cancel()
            return self._checked(header, content)

    def stop(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.communicate()

    def _warm(self) -> subprocess.Popen:
        child = self._child
        running = child is not None and self._owner == os.getpid() and child.poll() is None
        if child is None or not running or self._made >= DOCUMENTS:
            self.stop()
            child = self._child = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # No keys or passwords of ours: the child reads other people's words.
                env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            )
            self._owner, self._made = os.getpid(), 0
        self._made += 1
        return child

    def _checked(self, header: dict, content: bytes) -> bytes:
        if "error" in header:
            raise RenderFailed(header["error"])
        if "bytes" not in header or len(content) != header["bytes"]:
            self.stop()
            raise RenderFailed(f"The child ended without an answer, or took more than {self.seconds} seconds.")
        return content


renderer = Renderer()
atexit.register(renderer.stop)

"""Serve Praksis on this machine: `make run`. Installs what is missing, prepares the data, then becomes gunicorn."""

import os
import subprocess
import sys

from install import PYTHON, ROOT, VENV, call, install, make

PORT = os.environ.get("PORT", "8000")
DATA = ROOT / "var"


def manage(*arguments: str) -> None:
    """Run one of Django's commands."""
    call(PYTHON, "manage.py", *arguments)


def collect_static() -> None:
    """Gather the static files under their hashed names."""
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")


def load_demo() -> None:
    """Load the demo once, and only into a database of our own: one that was named in DATABASE_URL may be real."""
    done = DATA / "demo_loaded"
    if os.environ.get("DATABASE_URL") or done.exists():
        return
    print("Loading the demo …", flush=True)
    manage("demo")
    done.touch()


def main() -> None:
    """Everything in order; the last step replaces this process, so that Ctrl-C reaches gunicorn alone."""
    install()
    os.environ["PORT"] = PORT
    DATA.mkdir(exist_ok=True)
    manage("migrate", "--noinput", "--verbosity", "0")
    load_demo()
    make(ROOT / "staticfiles", ROOT / "static", ROOT / "requirements.txt", by=collect_static)

    if not os.environ.get("DATABASE_URL"):
        subprocess.run([PYTHON, "manage.py", "demo", "--accounts"], cwd=ROOT, check=False)
    print(f"\nPraksis: http://localhost:{PORT}/   (Ctrl-C stops it)\n", flush=True)
    os.chdir(ROOT)
    os.execv(VENV / "bin" / "gunicorn", ["gunicorn"])


if __name__ == "__main__":
    sys.exit(main())

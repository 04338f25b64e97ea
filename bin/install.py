"""Install what Praksis needs, and nothing twice: `python3 bin/install.py` to run it, `… --tests` to test it as well.

Runs with the system's own Python, before anything is installed. What a step made is stamped with the fingerprint of
what it was made from, so that a second start does not repeat it.
"""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

# Debian's packages and how to see that what they bring is there already, on Debian or elsewhere.
TO_RUN = {
    "libpango-1.0-0": lambda: find_library("pango-1.0"),
    "libpangoft2-1.0-0": lambda: find_library("pangoft2-1.0"),
    "libharfbuzz-subset0": lambda: find_library("harfbuzz-subset"),
}
TO_TEST = {
    "chromium": lambda: which("chromium"),
    "postgresql": lambda: postgres_folder(),
    "redis-server": lambda: which("redis-server"),
    "poppler-utils": lambda: which("pdftotext"),
    "libatomic1": lambda: find_library("atomic"),  # for the Node.js that playwright brings
}


def postgres_folder() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest there is. Debian keeps them off the PATH."""
    if which("initdb"):
        return Path(which("initdb")).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((found.parent for found in versions), key=lambda folder: int(folder.parent.name), default=None)


def call(*command, quiet: bool = False) -> None:
    """Run a command in the project's folder, and end here, with its output, when it fails."""
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE if quiet else None)
    if done.returncode:
        sys.exit(f"{done.stdout or ''}\nThis failed: {' '.join(map(str, command))}")


def fingerprint(*sources: Path) -> str:
    """One hash of the names and contents of files and of everything in folders."""
    found = hashlib.sha256()
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and path.name != ".stamp" and path.suffix != ".pyc":
                found.update(f"{path.relative_to(ROOT)}\n".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def make(product: Path, *sources: Path, by, stamp: str = ".stamp") -> None:
    """Call `by` unless the folder `product` is already made from these very sources."""
    note, wanted = product / stamp, fingerprint(*sources)
    if note.exists() and note.read_text() == wanted:
        return
    by()
    note.write_text(wanted)


def debian(packages: dict) -> list[str]:
    """Install the Debian packages whose contents are missing, and return those that could not be: one must be root."""
    missing = [name for name, is_there in packages.items() if not is_there()]
    if not missing or os.geteuid() != 0 or not which("apt-get"):
        return missing
    print(f"Installing {', '.join(missing)} …", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "update", "-qq", quiet=True)
    call("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, quiet=True)
    return []


def line_for(packages: list[str]) -> str:
    """The one line that installs Debian packages."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def require_debian(packages: dict) -> None:
    """Install Debian packages, or say the one line to run and end."""
    missing = debian(packages)
    if missing:
        sys.exit(f"Some system packages are missing. Run this line (or its like on your system), then try again:\n\n"
                 f"    {line_for(missing)}\n")  # fmt: skip


def python_environment(requirements: str) -> None:
    """Make .venv and install the locked requirements in it."""
    if not PYTHON.exists():
        print("Making the Python environment …", flush=True)
        call(sys.executable, "-m", "venv", VENV)

    def install():
        print(f"Installing {requirements} …", flush=True)
        pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        call(*pip, "install", "--require-hashes", "-r", requirements)

    make(VENV, ROOT / requirements, by=install, stamp=f".stamp-{requirements}")


def assets() -> None:
    """Install the npm packages and build static/dkfds from them."""
    if not which("npm"):
        sys.exit("Node.js with npm (18 or newer) is missing. On Debian: sudo apt-get install nodejs npm")

    def install():
        print("Installing the npm packages …", flush=True)
        call("npm", "ci", "--no-progress", "--loglevel=error", quiet=True)

    def build():
        print("Building the design system's assets …", flush=True)
        call("npm", "run", "--silent", "build", quiet=True)

    lock = ROOT / "package-lock.json"
    make(ROOT / "node_modules", ROOT / "package.json", lock, by=install)
    make(ROOT / "static" / "dkfds", ROOT / "assets", ROOT / "bin" / "build_assets.mjs", lock, by=build)


def install(*, tests: bool = False) -> list[str]:
    """Install everything, and return the Debian packages for tests that could not be.

    Ends the program with a sentence when something without which Praksis cannot run is missing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036  that is what is checked here
        sys.exit("Praksis needs Python 3.11 or newer.")
    if not PYTHON.exists():
        require_debian({"python3-venv": lambda: find_spec("ensurepip")})
    require_debian(TO_RUN)
    missing = debian(TO_TEST) if tests else []
    requirements = "requirements-dev.txt" if tests else "requirements.txt"
    with ThreadPoolExecutor() as pool:
        for job in (pool.submit(python_environment, requirements), pool.submit(assets)):
            job.result()
    return missing


if __name__ == "__main__":
    if "--assets" in sys.argv:
        assets()
    elif missing := install(tests="--tests" in sys.argv):
        print(f"For all of the tests, run this line:\n\n    {line_for(missing)}\n")

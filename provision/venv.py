# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The private Python environment: Odoo's needs, ours, and the tools."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from .apt import Apt
from .console import last_line, must, run, say
from .errors import Problem
from .locks import only_one
from .paths import LOGS, PYTHON, ROOT, STATE, VENV, cache

HERE = ROOT / "provision"
SETS = {
    "odoo": (HERE / "requirements-odoo.txt", ROOT / "requirements.txt"),
    "tools": (ROOT / "requirements-dev.txt",),
    "postgres": (HERE / "requirements-postgres.txt",),
}


def ensure(*names):
    """Make the environment hold these sets of packages."""
    with only_one(STATE / "venv.lock", "preparing Python"):
        if not usable():
            create()
        for name in names:
            install(name)


def usable():
    """A moved checkout and an upgraded Python leave a broken environment."""
    stamp = VENV / "made"
    made_here = stamp.exists() and stamp.read_text() == str(VENV.resolve())
    return made_here and PYTHON.exists()


def create():
    say("Preparing a private Python environment.")
    log = LOGS / "venv.log"
    problem = f"Python at {sys.executable} could not make an environment"
    shutil.rmtree(VENV, ignore_errors=True)
    # Debian keeps pip out of Python itself: without it, borrow its wheel.
    bundled = importlib.util.find_spec("ensurepip") is not None
    options = [] if bundled else ["--without-pip"]
    must([sys.executable, "-m", "venv", *options, VENV], log, problem)
    pip = ["-m", "pip"] if bundled else [str(pip_wheel()) + "/pip"]
    pip_install([PYTHON, *pip], "--upgrade", "pip")
    (VENV / "made").write_text(str(VENV.resolve()))


def pip_wheel():
    """Return Debian's wheel of pip, downloaded if it is not installed."""
    folder = cache() / "pip"
    for place in (Path("/usr/share/python-wheels"), folder):
        for wheel in place.rglob("pip-*.whl"):
            return wheel
    apt = Apt(cache() / "apt")
    if not apt.download("python3-pip-whl", apt.own()[0], folder):
        raise Problem(
            f"{sys.executable} has no pip and Debian's archive gave none: install"
            " python3-venv, or name another one with 'make demo PYTHON=...'."
        )
    package = next(folder.glob("*.deb"))
    subprocess.run(["dpkg", "-x", package, folder], check=True)
    return next(folder.rglob("pip-*.whl"))


def install(name):
    files = SETS[name]
    content = b"".join(path.read_bytes() for path in files)
    wanted = hashlib.sha256(content).hexdigest()
    stamp = VENV / f"installed-{name}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing Python packages ({name}); this takes a minute or two.")
    arguments = [part for path in files for part in ("-r", path)]
    pip_install([PYTHON, "-m", "pip"], *arguments)
    stamp.write_text(wanted)


def pip_install(pip, *arguments):
    log = LOGS / "pip.log"
    command = [*pip, "install", "--retries", "2", "--disable-pip-version-check"]
    if run([*command, *arguments], log, label="installing"):
        reason = last_line(log, "ERROR", "No space left").removeprefix("ERROR: ")
        raise Problem(
            "pip could not install what Odoo needs: check the network and the disk"
            f" ({reason[:200]}; the whole story: {log})."
        )

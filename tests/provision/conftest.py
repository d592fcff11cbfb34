# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real checkouts in temporary folders: nothing here touches the one under test."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
COPIED = ("provision", "Makefile", "requirements.txt", "requirements-dev.txt")
# Settings of the person at the keyboard must not decide what is tested.
PERSONAL = ("ODOO_HOME", "PORT", "DEMO_DB", "ODOO_RC", "PYTHONPATH", "MAKEFLAGS")


class Checkout:
    """A copy of the provisioning with a home, a cache and a state of its own."""

    def __init__(self, base):
        self.root, self.home = base / "checkout", base / "home"
        self.cache = self.home / "cache" / "odoo-crm-suite"
        self.home.mkdir()
        self.root.mkdir()
        for name in COPIED:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, self.root / name)
        addon = self.root / "crm_nothing"
        addon.mkdir()
        (addon / "__init__.py").touch()
        (addon / "__manifest__.py").write_text("{'name': 'x', 'license': 'LGPL-3'}")
        (self.root / ".odoo").mkdir(mode=0o711)
        if (Path(sys.prefix) / "installed-odoo").exists():
            (self.root / ".odoo" / "venv").symlink_to(sys.prefix)

    def environment(self, **more):
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in PERSONAL and not name.startswith("PG")
        }
        own = {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.cache.parent)}
        return {**kept, **own, **more}

    def start(self, *arguments, **more):
        return subprocess.Popen(
            [sys.executable, "-m", "provision", *arguments],
            cwd=self.root,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # A run in the background ignores Ctrl-C and would pass that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def run(self, *arguments, **more):
        """Run a command to its end; return its status and its words."""
        process = self.start(*arguments, **more)
        output = process.communicate(timeout=120)[0]
        return process.returncode, output

    def python(self, code, **more):
        """Run a few lines beside the copied package; return what they print."""
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=self.root,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path):
    place = Checkout(tmp_path)
    yield place
    place.run("stop")
    place.run("clean")


@pytest.fixture
def sentence():
    """Hold an answer against what people are promised: a sentence, no traceback."""

    def hold(answer, *words):
        status, output = answer
        assert status not in (0, None), output
        assert "Traceback" not in output
        last = output.strip().splitlines()[-1]
        for word in words:
            assert word in last
        return last

    return hold


@pytest.fixture
def packages(tmp_path):
    """Build tiny Debian packages with the real tool, as the cache would hold them."""

    def build(folder, name, version="1-1", files=None, links=None):
        base = tmp_path / "build" / name
        (base / "DEBIAN").mkdir(parents=True)
        (base / "DEBIAN" / "control").write_text(
            f"Package: {name}\nVersion: {version}\nArchitecture: all\n"
            "Maintainer: nobody <nobody@example.com>\nDescription: test\n"
        )
        for path, text in (files or {}).items():
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).write_text(text)
        for path, target in (links or {}).items():
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).symlink_to(target)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}_{version}_all.deb"
        command = ["dpkg-deb", "--build", "--root-owner-group", base, target]
        subprocess.run(command, check=True, capture_output=True)
        shutil.rmtree(base)
        return target

    return build


@pytest.fixture
def interrupt():
    """Press Ctrl-C: the signal goes to the whole group of the terminal."""

    def press(process, when):
        deadline = time.monotonic() + 60
        while not when() and time.monotonic() < deadline:
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        output = process.communicate(timeout=60)[0]
        return process.returncode, output

    return press

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The provisioned odoo command: environment, settings file and calls."""

import os
import re
import subprocess

from . import odoo_source, postgres, venv
from .addons import PLACES
from .console import run
from .errors import Problem
from .paths import DATA, LOGS, PYTHON, ROOT, STATE

SETTINGS = STATE / "odoo.conf"
LOADING = re.compile(r"Loading module (\w+) \((\d+)/(\d+)\)")
TROUBLE = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def prepare(*sets):
    """Get Odoo, Python packages and PostgreSQL; return what was found."""
    venv.ensure("odoo", *sets)
    odoo = odoo_source.find()
    settings = postgres.ensure()
    for name in ("PGDATABASE", *postgres.SETTINGS):
        os.environ.pop(name, None)
    os.environ.update(settings)
    os.environ["PYTHONPATH"] = str(odoo.library)
    os.environ["ODOO_RC"] = str(SETTINGS)
    write_settings(odoo)
    return odoo


def addons_path(odoo):
    ours = [p for p in PLACES if any(p.glob("*/__manifest__.py"))]
    return ",".join(str(path) for path in (*odoo.addons, *ours))


def write_settings(odoo, path=SETTINGS, **more):
    """Write a settings file; the file appears whole or not at all."""
    values = {
        "addons_path": addons_path(odoo),
        "data_dir": DATA,
        "http_interface": "127.0.0.1",
        "list_db": False,
        "screenshots": LOGS / "screenshots",
        **more,
    }
    text = "".join(f"{name} = {value}\n" for name, value in values.items())
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_text(f"[options]\n{text}")
    temporary.rename(path)


def command(*arguments):
    return [str(PYTHON), "-m", "odoo", *map(str, arguments)]


def call(arguments):
    """Run odoo in the foreground and return its exit status."""
    return subprocess.run(command(*arguments), cwd=ROOT, check=False).returncode


def batch(log, *arguments, label=None):
    """Run odoo to its end with the output in a log; return the log's troubles."""
    log.unlink(missing_ok=True)
    status = run(
        command(*arguments), log, label=label, progress=lambda: loading(log), cwd=ROOT
    )
    found = troubles(log)
    if status and not found:
        found = [f"odoo ended with status {status}"]
    return found


def loading(log):
    """Say which module Odoo is loading, read from its log."""
    found = LOADING.findall(log.read_text(errors="replace"))
    return "{} ({} of {})".format(*found[-1]) if found else "starting"


def batch_or_problem(log, *arguments, label=None):
    """Run odoo to its end; errors stop everything, warnings do not."""
    found = batch(log, *arguments, label=label)
    serious = [line for line in found if " WARNING " not in line]
    if serious:
        raise Problem(f"Odoo failed: {serious[0][:300]} (the whole story: {log}).")


def troubles(log):
    with open(log, errors="replace") as lines:
        return [line.strip() for line in lines if TROUBLE.match(line)]


def script(log, database, code):
    """Run a few lines of Python in Odoo's shell and commit."""
    with open(log, "ab") as output:
        status = subprocess.run(
            command("shell", "-d", database, "--no-http", "--log-level=warn"),
            input=f"{code}\nenv.cr.commit()\n".encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            check=False,
        ).returncode
    if status:
        raise Problem(f"A script in Odoo's shell failed (the whole story: {log}).")

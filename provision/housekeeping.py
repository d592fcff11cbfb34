# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Small commands: stop, clean, the odoo command, shells and the benchmark."""

import os
import shutil
import subprocess

from . import database, demo, odoo_command, postgres, server
from .console import say
from .errors import Problem
from .paths import PYTHON, ROOT, STATE, cache


def stop(arguments):
    said = False
    if server.end():
        said = True
        say("The demo's server is stopped.")
    if postgres.stop():
        said = True
        say("The private PostgreSQL is stopped.")
    if not said:
        say("Nothing runs.")


def clean(arguments):
    """Remove everything of this checkout; the downloads stay for the next."""
    server.end()
    if any(os.environ.get(name) for name in postgres.SETTINGS):
        drop_configured()
    postgres.stop()
    postgres.remove()
    shutil.rmtree(STATE, ignore_errors=True)
    say("Removed the databases, the Python environment and the logs.")
    if cache().exists():
        say(f"The downloaded Odoo stays in {cache()}; delete that folder to free it.")


def drop_configured():
    """In the user's own PostgreSQL drop what is marked as ours, nothing else."""
    if not PYTHON.exists():
        return
    subprocess.call([PYTHON, "-m", "provision.housekeeping"], cwd=ROOT)


def drop_ours():
    names = database.ours()
    for name in (demo.NAME, f"{demo.NAME}_new"):
        if database.read_label(name).get("checkout") == demo.CHECKOUT:
            names.append(name)
    for name in names:
        database.drop(name)


def odoo(arguments):
    odoo_command.prepare()
    return odoo_command.call(arguments)


def shell(arguments):
    odoo_command.prepare()
    name = named_database(arguments)
    return odoo_command.call(["shell", "-d", name, "--no-http"])


def psql(arguments):
    odoo_command.prepare()
    program = shutil.which("psql") or private_psql()
    return subprocess.call([program, named_database(arguments)], cwd=ROOT)


def private_psql():
    program = postgres.private_cluster().programs / "psql"
    if not program.exists():
        raise Problem("There is no psql on this machine: install postgresql-client.")
    os.environ["LD_LIBRARY_PATH"] = str(program.parent.parent / "lib")
    return program


def named_database(arguments):
    name = arguments[0] if arguments else demo.NAME
    if not database.exists(name):
        known = [n for (n,) in database.rows("postgres", ALL_NAMES)]
        raise Problem(
            f"There is no database {name}: name one with DB=, there are"
            f" {', '.join(known) or 'none yet'}."
        )
    return name


ALL_NAMES = (
    "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"
    " ORDER BY 1"
)


def bench(arguments):
    odoo_command.prepare()
    command = [PYTHON, "-m", "bench", *arguments]
    return subprocess.call([str(part) for part in command], cwd=ROOT)


if __name__ == "__main__":
    drop_ours()

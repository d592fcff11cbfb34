# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo company: its database, its server, and where to look first."""

import os
import re
import sys
import webbrowser

from . import addons, database, odoo_command, server, templates
from .console import say
from .errors import Problem
from .locks import only_one
from .paths import CHECKOUT, LOGS, ROOT, STATE

NAME = os.environ.get("DEMO_DB") or "crm_demo"
# The first one becomes everybody's; the other is there to choose.
LANGUAGES = "en_US,zh_CN"
WELCOME = ROOT / "provision" / "welcome.txt"
# A line of the list of log-ins, or one of the steps that starts with "As sally:".
PERSON = re.compile(r"  (?:\d\. As (\w+):|(\w+)  +\w)")
LOG = LOGS / "demo-install.log"


def run(arguments):
    if not addons.names():
        raise Problem("There is no add-on in this checkout to show.")
    with only_one(STATE / "demo.lock", "the demo"):
        odoo = odoo_command.prepare()
        if "--fresh" in arguments:
            server.end()
        ready = up_to_date() and "--fresh" not in arguments
        if not ready:
            server.end()
            build_or_update("--fresh" in arguments)
        record = server.running() or server.start(odoo, NAME)
    welcome(record["port"])


def wanted():
    return {name: addons.digest(name) for name in addons.names()}


def up_to_date():
    return database.read_label(NAME).get("modules") == wanted()


def build_or_update(fresh):
    label = database.read_label(NAME)
    if database.exists(NAME) and label.get("checkout") != CHECKOUT:
        raise Problem(
            f"There is a database {NAME} already that this checkout did not make:"
            " rename it, or choose another name with DEMO_DB=."
        )
    if label.get("modules") and not fresh:
        update(label["modules"])
    else:
        build()
    database.label(NAME, {"checkout": CHECKOUT, "modules": wanted()})


def build():
    """Install everything under another name, so that nothing half-made stays."""
    modules = addons.names()
    say(f"Building the demo company ({', '.join(modules)}); this takes minutes.")
    work = f"{NAME}_new"
    database.create(work)
    database.label(work, {"checkout": CHECKOUT})
    languages = f"--load-language={LANGUAGES}"
    templates.install(LOG, work, modules, "--with-demo", languages)
    failures = database.rows(work, "SELECT error FROM ir_demo_failure")
    if failures:
        raise Problem(
            f"The demo data failed: {failures[0][0].strip().splitlines()[-1]} (the"
            f" whole story: {LOG})."
        )
    odoo_command.script(LOG, work, templates.ASSETS)
    database.drop(NAME)
    database.rename(work, NAME)


def update(installed):
    """Bring the demo up to the add-ons as they are now."""
    now = wanted()
    changed = [n for n in now if n in installed and installed[n] != now[n]]
    new = [n for n in now if n not in installed]
    say(f"The add-ons changed, updating the demo: {', '.join(changed + new)}.")
    options = [f"--update={','.join(changed)}"] if changed else []
    options += [f"--init={','.join(new)}"] if new else []
    odoo_command.batch_or_problem(
        LOG,
        "server",
        f"--database={NAME}",
        *options,
        "--stop-after-init",
        "--no-http",
        label="updating",
    )


def welcome(port):
    address = f"http://127.0.0.1:{port}"
    say()
    say(fitting(WELCOME.read_text(), logins(), address))
    if os.environ.get("DISPLAY") and sys.stdout.isatty():
        webbrowser.open(address)


def logins():
    found = database.rows(NAME, "SELECT login FROM res_users WHERE active")
    return {login for (login,) in found}


def fitting(text, people, address):
    """Leave out the lines about people whom this demo company does not have."""
    kept = []
    for line in text.strip().splitlines():
        person = PERSON.match(line)
        if not person or (person[1] or person[2]) in people:
            kept.append(line)
    return "\n".join(kept).replace("{address}", address)

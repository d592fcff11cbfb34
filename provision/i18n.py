# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Translations: export the terms of the code and merge them into zh_CN.po."""

import subprocess

from . import addons, database, odoo_command, templates
from .console import must, say
from .locks import only_one
from .paths import DATABASE_PREFIX, LOGS, PYTHON, ROOT, STATE

LANGUAGE = "zh_CN"
LOG = LOGS / "i18n.log"


def run(arguments):
    chosen = arguments or addons.names()
    with only_one(STATE / "test.lock", "the tests"):
        odoo = odoo_command.prepare("tools")
        for installed in worlds():
            if wanted := [module for module in chosen if module in installed]:
                export_from(odoo, installed, wanted)
                chosen = [module for module in chosen if module not in wanted]


def worlds():
    """Return the sets of add-ons to export from, the smaller one first.

    A bridge brings in another app of Odoo, whose fields of contacts would become
    terms of every add-on that inherits from contacts.
    """
    bridges = addons.bridges()
    everything = addons.names()
    alone = [module for module in everything if module not in bridges]
    return [alone, everything] if bridges else [everything]


def export_from(odoo, installed, wanted):
    name = f"{DATABASE_PREFIX}i18n"
    database.copy(templates.core(odoo, installed, demo=False), name)
    try:
        templates.install(LOG, name, installed)
        for module in wanted:
            export(name, module)
    finally:
        database.drop(name)


def export(name, module):
    command = odoo_command.command("i18n", "export", "-d", name, module, "-l", "pot")
    must(command, LOG, f"Odoo could not export the terms of {module}", cwd=ROOT)
    folder = addons.folder(module) / "i18n"
    template = folder / f"{module}.pot"
    subprocess.run(
        [PYTHON, "-m", "provision.i18n_merge", template, folder / f"{LANGUAGE}.po"],
        cwd=ROOT,
        check=True,
    )
    say(f"i18n: {module} is up to date")

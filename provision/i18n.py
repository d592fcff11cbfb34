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
    with only_one(STATE / "test.lock", "the tests"):
        odoo = odoo_command.prepare("tools")
        name = f"{DATABASE_PREFIX}i18n"
        database.copy(templates.suite(odoo), name)
        try:
            for module in arguments or addons.names():
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

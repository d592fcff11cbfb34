# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Style and static checks, the cheap ones first."""

import subprocess
from xml.etree import ElementTree

from . import addons, venv
from .console import say
from .errors import Problem
from .paths import ROOT, VENV

OWN = ("provision", "tests", "bench")


def run(arguments):
    venv.ensure("tools")
    modules = addons.names() + [f"tests/{name}" for name in addons.test_names()]
    present = [name for name in OWN if (ROOT / name).is_dir()]
    checks = [
        ("ruff check", ["ruff", "check", *addons.names(), *present]),
        ("ruff format", ["ruff", "format", "--check", *addons.names(), *present]),
    ]
    if modules:
        checks += [
            ("odoo checks", ["oca-checks-odoo-module", *modules]),
            ("pylint-odoo", ["pylint", "--rcfile=.pylintrc", "--jobs=2", *modules]),
        ]
    failed = [] if well_formed() else ["xml"]
    for title, command in checks:
        say(f"lint: {title}")
        if subprocess.call([VENV / "bin" / command[0], *command[1:]], cwd=ROOT):
            failed.append(title)
    if failed:
        raise Problem(f"these found something: {', '.join(failed)}.")
    say("lint: nothing found")


def well_formed():
    """Tell which of our XML files no parser could read."""
    good = True
    for place in addons.PLACES:
        for manifest in place.glob("*/__manifest__.py"):
            for path in manifest.parent.rglob("*.xml"):
                try:
                    ElementTree.parse(path)
                except ElementTree.ParseError as error:
                    good = False
                    say(f"{path.relative_to(ROOT)}: {error}")
    return good

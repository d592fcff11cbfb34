# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases that are built once and copied for every run."""

import hashlib

from . import addons, database, odoo_command
from .console import say
from .locks import only_one
from .paths import DATABASE_PREFIX, LOGS, STATE

ASSETS = "env['ir.qweb']._pregenerate_assets_bundles()"


def fingerprint(*parts):
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def core(odoo, modules, demo):
    """Return a database with what these add-ons need of Odoo itself."""
    depends = addons.core_depends(modules, odoo)
    kind = "demo" if demo else "core"
    name = f"{DATABASE_PREFIX}{kind}_{fingerprint(odoo.revision, depends)}"

    def fill(work, log):
        options = ["--with-demo"] if demo else []
        install(log, work, depends, *options)

    return once(name, f"Odoo's own modules {'with' if demo else 'without'} demo", fill)


def suite(odoo):
    """Return a database with all our add-ons, without demo data, for tests."""
    modules = addons.names() + addons.test_names()
    digests = [(name, addons.digest(name)) for name in modules]
    prefix = f"{DATABASE_PREFIX}suite_"
    name = prefix + fingerprint(odoo.revision, digests)
    base = core(odoo, modules, demo=False)

    def fill(work, log):
        for old in database.ours(prefix):
            if old != work:
                database.drop(old)
        database.copy(base, work)
        install(log, work, modules)
        odoo_command.script(log, work, ASSETS)

    return once(name, f"the add-ons ({', '.join(modules)})", fill)


def once(name, what, fill):
    """Build a template unless it is there; it gets its name when it is whole."""
    with only_one(STATE / f"{name}.lock", f"the template of {what}"):
        if not database.exists(name):
            say(f"Building a template database with {what}.")
            work = f"{name}_new"
            database.create(work)
            fill(work, LOGS / f"{name}.log")
            database.rename(work, name)
    return name


def install(log, name, modules, *options):
    odoo_command.batch_or_problem(
        log,
        "server",
        f"--database={name}",
        f"--init={','.join(modules)}",
        "--stop-after-init",
        "--no-http",
        *options,
        label=f"installing {len(modules)} modules",
    )

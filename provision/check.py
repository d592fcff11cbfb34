# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Install, update, uninstall and reinstall each add-on, with clean logs.

Every set of add-ons is tried with and without demo data, on a copy of a
template that holds what it needs of Odoo itself.
"""

import time

from . import addons, database, odoo_command, system_tools, templates
from .console import in_parallel, say
from .errors import Problem
from .locks import only_one
from .paths import DATABASE_PREFIX, LOGS, STATE

# What a database looks like: uninstalling must bring back exactly this.
SHAPE = {
    "column": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    "parameter": "SELECT key FROM ir_config_parameter",
    "job": "SELECT cron_name FROM ir_cron",
    "group": "SELECT id::text FROM res_groups",
    "menu": "SELECT id::text FROM ir_ui_menu",
}
TRACES = "SELECT count(*) FROM ir_model_data WHERE module = ANY(%s)"


def run(arguments):
    names = addons.names()
    if unknown := set(arguments) - set(names):
        raise Problem(f"There is no add-on {', '.join(sorted(unknown))} here.")
    if not names:
        say("check: there is no add-on yet")
        return 0
    with only_one(STATE / "check.lock", "the check"):
        system_tools.ensure()
        odoo = odoo_command.prepare()
        started = time.monotonic()
        sets = chosen_sets(arguments, names)
        rounds = [Round(odoo, s, demo) for s in sets for demo in (False, True)]
        results = in_parallel(Round.passes, rounds)
    good = sum(results)
    say(
        f"check: {good} of {len(results)} rounds without a fault,"
        f" {time.monotonic() - started:.0f} s"
    )
    return 0 if all(results) else 1


def chosen_sets(arguments, names):
    """Return each add-on alone and, with no choice made, all together."""
    sets = [[name] for name in arguments or names]
    if not arguments and len(names) > 1:
        # The longest round first, so that the two workers end together.
        sets.insert(0, names)
    return sets


class Round:
    """One set of add-ons, with or without demo data, through all steps."""

    def __init__(self, odoo, modules, demo):
        self.odoo, self.modules, self.demo = odoo, modules, demo
        who = "all" if len(modules) > 1 else modules[0]
        self.title = f"{who}, {'demo' if demo else 'no demo'}"
        self.tag = f"{who}_{'demo' if demo else 'plain'}"
        self.database = f"{DATABASE_PREFIX}check_{self.tag}"[:63]
        self.faults = 0

    def passes(self):
        """Run all steps; a step that fails ends the round."""
        try:
            database.copy(
                templates.core(self.odoo, self.modules, self.demo), self.database
            )
            before = self.shape()
            for step in ("install", "update", "uninstall", "reinstall"):
                self.run(step)
                if step == "uninstall":
                    self.compare(before)
                if self.faults:
                    break
        except Problem as problem:
            self.fault(str(problem))
        finally:
            database.drop(self.database)
        return not self.faults

    def run(self, step):
        started = time.monotonic()
        log = LOGS / f"check-{self.tag}-{step}.log"
        for line in odoo_command.batch(log, *self.command(step)):
            self.fault(f"{step}: {line[:400]}")
        query = "SELECT error FROM ir_demo_failure"
        for (error,) in database.rows(self.database, query):
            self.fault(f"{step}: demo data: {(error or '').strip()[-400:]}")
        say(f"check: {self.title}: {step} {time.monotonic() - started:.0f} s")

    def command(self, step):
        names = ",".join(self.modules)
        if step == "uninstall":
            installed = self.installed()
            return ["module", "uninstall", "-d", self.database, *installed]
        option = "--update" if step == "update" else "--init"
        base = ["server", f"--database={self.database}", "--no-http"]
        demo = ["--with-demo"] if self.demo else []
        return [*base, f"{option}={names}", "--stop-after-init", *demo]

    def installed(self):
        """Return our add-ons that this round has brought in."""
        query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        found = {name for (name,) in database.rows(self.database, query)}
        return [name for name in addons.names() if name in found]

    def shape(self):
        """Return what of the database must be as before after uninstalling."""
        return {
            kind: {name for (name,) in database.rows(self.database, query)}
            for kind, query in SHAPE.items()
        }

    def compare(self, before):
        after = self.shape()
        if self.demo:
            # A demo company fills in Odoo's own settings, as people do.
            after["parameter"] = before["parameter"]
        for kind, names in before.items():
            left, lost = sorted(after[kind] - names), sorted(names - after[kind])
            if left:
                self.fault(f"uninstall leaves {kind} {', '.join(left[:10])}")
            if lost:
                self.fault(f"uninstall loses {kind} {', '.join(lost[:10])}")
        ((traces,),) = database.rows(self.database, TRACES, [addons.names()])
        if traces:
            self.fault(f"uninstall leaves {traces} rows of ir.model.data")

    def fault(self, text):
        self.faults += 1
        say(f"check: {self.title}: FAULT {text}")

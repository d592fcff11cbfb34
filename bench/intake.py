# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same mail as a complaint and as a task of Odoo's own project app."""

from odoo import Command

from provision import odoo_source, templates
from provision.paths import DATABASE_PREFIX

from .company import same_contacts
from .copies import copy
from .measure import once

MAILS = 25
MAIL = """From: Bench Sender <sender@bench.test>
To: service@bench.test
Subject: Wet bags {number}
Message-Id: <bench-{number}@bench.test>
Content-Type: text/plain; charset=utf-8

Two bags were wet.
"""


def alternately(env):
    """Return the least (seconds, queries) of both; they take turns."""
    odoo = odoo_source.find()
    template = templates.core(odoo, ["project"], demo=False)
    with copy(template, f"{DATABASE_PREFIX}bench_project") as tasks:
        same_contacts(env, tasks)
        pairs = [
            (complaint(env, number), task(tasks, number)) for number in range(MAILS)
        ]
    return tuple(min(side) for side in zip(*pairs[1:], strict=True))


def complaint(env, number):
    sender(env)
    return once(env, lambda: receive(env, "crm.complaint", number))


def task(env, number):
    """A task whose first stage answers the sender, as a complaint is acknowledged."""
    sender(env)
    project = env["project.project"].search([("name", "=", "Bench")], limit=1)
    values = {"project_id": (project or make_project(env)).id}
    return once(env, lambda: receive(env, "project.task", number, values))


def make_project(env):
    domains = env["mail.alias.domain"]
    domain = domains.search([], limit=1) or domains.create({"name": "bench.test"})
    template = env.ref("project.mail_template_data_project_task")
    stage = {"name": "New", "mail_template_id": template.id}
    return env["project.project"].create(
        {
            "name": "Bench",
            "alias_name": "bench-tasks",
            "alias_domain_id": domain.id,
            "type_ids": [Command.create(stage)],
        }
    )


def sender(env):
    """A known contact; with the suite it is a customer already."""
    contacts = env["res.partner"]
    known = contacts.search([("email", "=", "sender@bench.test")], limit=1)
    values = {"name": "Sender", "email": "sender@bench.test"}
    known = known or contacts.create(values)
    if "crm.customer" in env:
        env["crm.customer"]._ensure_accounts(known, env.company)


def receive(env, model, number, values=None):
    mail = MAIL.format(number=number)
    env["mail.thread"].message_process(model, mail, custom_values=values)
    env.cr.precommit.run()

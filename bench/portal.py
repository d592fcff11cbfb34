# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same form of a portal user as a complaint and as a task of Odoo's project app.

Both are real requests with cookie, CSRF token, one picture and a commit. Odoo has no
form for tasks without its website, whose requests cost more: the task is filed by the
smallest route that can do it.
"""

import io
import re
import threading
import time
from base64 import b64decode

from werkzeug.test import Client

import odoo.http
from odoo.http import request
from odoo.service import security
from odoo.tools import config

from provision import odoo_source, templates
from provision.paths import DATABASE_PREFIX

from .company import same_contacts
from .copies import copy
from .intake import make_project

FORMS = 25
WORDS = "Two bags were wet."
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class TaskForm(odoo.http.Controller):
    """Belongs to the project app, so that its databases have the route."""

    __module__ = "odoo.addons.project.controllers.bench"

    @odoo.http.route(
        "/bench/tasks/new", type="http", auth="user", website=True, methods=["POST"]
    )
    def file(self, **post):
        partner = request.env.user.partner_id
        uploads = request.httprequest.files.getlist("pictures")
        values = {
            "name": post["description"][:80],
            "description": post["description"],
            "project_id": int(post["project_id"]),
            "partner_id": partner.id,
        }
        task = request.env["project.task"].sudo().create(values)
        task.message_post(
            body="Pictures and documents of the task",
            author_id=partner.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(upload.filename, upload.read()) for upload in uploads],
        )
        return request.redirect(task.get_portal_url())


class Visitor:
    """A browser in which a portal user is logged in."""

    def __init__(self, env, user):
        session = odoo.http.root.session_store.new()
        session.update(odoo.http.get_default_session(), db=env.cr.dbname)
        session.uid, session.login = user.id, user.login
        session.session_token = security.compute_session_token(session, env)
        session.context = dict(user.context_get())
        odoo.http.root.session_store.save(session)
        self.client = Client(odoo.http.root)
        self.client.set_cookie("session_id", session.sid)
        page = self.client.get("/my").text
        self.token = re.search(r'csrf_token: "([^"]+)"', page).group(1)

    def post(self, url, values):
        """Return the (seconds, queries) of a form with one picture."""
        picture = (io.BytesIO(PICTURE), "bag.png")
        data = {**values, "csrf_token": self.token, "pictures": picture}
        started = time.perf_counter()
        answer = self.client.post(url, data=data)
        seconds = time.perf_counter() - started
        if answer.status_code != 303:
            raise RuntimeError(f"{url} answered {answer.status}: {answer.text[:500]}")
        return seconds, threading.current_thread().query_count


def alternately(env):
    """Return the least (seconds, queries) of both; they take turns."""
    return tuple(min(side) for side in zip(*pairs(env)[1:], strict=True))


def pairs(env):
    """Return [((seconds, queries) of a complaint, of a task)]; all are committed."""
    odoo_ = odoo_source.find()
    template = templates.core(odoo_, ["project"], demo=False)
    with copy(template, f"{DATABASE_PREFIX}bench_project") as tasks:
        same_contacts(env, tasks)
        ours, theirs = (side.cr.dbname for side in (env, tasks))
        config["db_name"] = [ours, theirs]
        complaint, task = complaint_form(env), task_form(tasks)
        return [(complaint(), task()) for _number in range(FORMS)]


def complaint_form(env):
    user = portal_user(env)
    product = env["product.product"].create({"name": "Bench Coal"})
    lines = [(0, 0, {"product_id": product.id, "product_uom_qty": 9})]
    order = env["sale.order"].create(
        {"partner_id": user.partner_id.id, "order_line": lines}
    )
    order.action_confirm()
    values = {
        "description": WORDS,
        "kind": "complaint",
        "order_line_id": order.order_line.id,
        "quantity": "2",
        "amount": "20",
        "remedy": "credit_note",
    }
    return form(env, user, "/my/complaints/new", values)


def task_form(env):
    values = {"description": WORDS, "project_id": make_project(env).id}
    return form(env, portal_user(env), "/bench/tasks/new", values)


def form(env, user, url, values):
    """Return a function that sends a form; other connections see what was made."""
    queued = ("mail.mail.force.send.limit", "0")  # no mail server is asked
    env["ir.config_parameter"].set_param(*queued)
    env.cr.commit()
    visitor = Visitor(env, user)
    return lambda: visitor.post(url, values)


def portal_user(env):
    company = env["res.partner"].create({"name": "Bench Visitors", "is_company": True})
    values = {
        "name": "Bench Visitor",
        "login": "visitor@bench.test",
        "email": "visitor@bench.test",
        "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
    }
    user = env["res.users"].with_context(no_reset_password=True).create(values)
    user.partner_id.parent_id = company
    return user

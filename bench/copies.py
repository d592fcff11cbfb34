# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Copies of templates in which a case may do what it likes."""

from contextlib import contextmanager

import odoo
import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.tools import config

from provision import database


@contextmanager
def copy(template, name):
    """Copy a template, load it as Odoo does without server and jobs, and drop it."""
    database.copy(template, name)
    try:
        with environment(name) as env:
            yield env
    finally:
        database.drop(name)


@contextmanager
def environment(name):
    config.parse_config(["--database", name, "--no-http", "--log-level", "error"])
    registry = odoo.modules.registry.Registry(name)
    with registry.cursor() as cr:
        try:
            yield api.Environment(cr, SUPERUSER_ID, {})
        finally:
            cr.rollback()
    odoo.sql_db.close_db(name)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def post_init_hook(env):
    """Gives every customer that has documents an account, and computes its facts."""
    accounts = env["crm.customer"]._open_missing_accounts()
    env["crm.customer"]._refresh_facts(accounts)


def uninstall_hook(env):
    """Empties our tables before their stages, tiers and groups are removed one by one.

    The tables are dropped in the same transaction anyway; rows that still point at a
    stage or a group would fill the log with refused deletions.
    """
    for model in (
        "crm.approval",
        "crm.approval.rule",
        "crm.customer.registration",
        "crm.reactivation",
        "crm.customer.visit",
        "crm.customer",
    ):
        env.execute_query(SQL("DELETE FROM %s", SQL.identifier(env[model]._table)))
    env.execute_query(SQL("DROP FUNCTION IF EXISTS crm_customer_note"))
    env.invalidate_all()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def post_init_hook(env):
    """Scores the customers who are there already, with the rules that were shipped."""
    power = env.ref("base.res_partner_industry_D", raise_if_not_found=False)
    if power:
        power.segment_is_growing = True
    for company in env["res.company"].search([]):
        env["crm.customer"]._refresh_scores(company)
        env["crm.customer.value"]._refresh(company)
        env["crm.cockpit.figure"]._refresh(company)
    env["crm.report.schedule"]._keep_statistics()


# Rows that would keep what is shipped, or a customer account, from being removed.
TABLES = (
    "crm_requirement",
    "crm_kano_study",
    "crm_class_run",
    "crm_customer_judgement",
    "crm_scorecard_result",
    "crm_report_run",
)
LINKS = (
    ("crm_customer", "trade_type_id"),
    ("crm_segment", "set_id"),
    ("crm_segment", "visit_policy_id"),
)


def uninstall_hook(env):
    """Empties what points at shipped records, which are removed one by one.

    The tables are dropped in the same transaction anyway; a row that still points at a
    customer account would keep crm_lifecycle from being removed at all.
    """
    env.flush_all()
    for table, column in LINKS:
        name = SQL.identifier(column)
        query = SQL("UPDATE %s SET %s = NULL", SQL.identifier(table), name)
        env.execute_query(SQL("%s WHERE %s IS NOT NULL", query, name))
    for table in TABLES:
        env.execute_query(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.invalidate_all()

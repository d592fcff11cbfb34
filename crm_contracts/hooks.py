# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL

LINKS = (
    ("account_move", "crm_contract_id"),
    ("account_move_line", "crm_contract_id"),
    ("account_move_line", "crm_contract_instalment_id"),
    ("account_move_line", "crm_contract_line_id"),
    ("account_move_line", "crm_contract_retention_id"),
    ("account_payment", "crm_contract_id"),
    ("crm_contract", "parent_id"),
    ("sale_order", "crm_contract_id"),
    ("sale_order_line", "crm_contract_line_id"),
    ("crm_contract_instalment", "milestone_id"),
    ("crm_customer", "credit_grade_id"),
    ("res_company", "crm_credit_grade_id"),
)

KINDS = (
    "contract",
    "contract_review",
    "contract_amendment",
    "credit_grade",
    "credit_limit",
    "credit_release",
)

# Rows that point at contracts, policies, reasons, grades, invoices and customers, those
# that are pointed at last.
TABLES = (
    "crm_collection_interest",
    "crm_collection_dispute",
    "crm_collection_promise",
    "crm_dunning_notice",
    "crm_dunning_run",
    "crm_contract_settlement_line",
    "crm_contract_settlement",
    "crm_contract_penalty",
    "crm_contract_rebate_run",
    "crm_contract_rebate",
    "crm_contract",
    "crm_credit_rating",
)

# Statements whose plans are kept (decision 0079).
FUNCTIONS = ("crm_contract_read_collection", "crm_credit_check")


def uninstall_hook(env):
    """Removes what has no XML id, and cuts the links of documents to contracts.

    Tables and columns are dropped in the same transaction anyway; rows that still
    point at a customer account would keep crm_lifecycle from being removed cleanly.
    """
    env = env(context={**env.context, "_force_unlink": True})
    env["crm.approval"].search([("kind", "in", KINDS)]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "in", KINDS)]).unlink()
    env["ir.sequence"].search([("code", "=like", "crm.contract%")]).unlink()
    env.flush_all()
    cut_links(env, LINKS)
    for table in TABLES:
        env.execute_query(SQL("DELETE FROM %s", SQL.identifier(table)))
    for name in FUNCTIONS:
        env.execute_query(SQL("DROP FUNCTION IF EXISTS %s", SQL.identifier(name)))
    env.invalidate_all()


def cut_links(env, links):
    """Empties columns before what they point at is removed; (table, column) pairs."""
    for table, column in links:
        name = SQL.identifier(column)
        env.execute_query(
            SQL(
                "UPDATE %s SET %s = NULL WHERE %s IS NOT NULL",
                SQL.identifier(table),
                name,
                name,
            )
        )

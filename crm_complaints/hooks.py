# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain
from odoo.tools import SQL

# what points at our rows, and our rows from the outside in
LINKS = (
    ("sale.order", "complaint_id"),
    ("sale.order.line", "compensation_line_id"),
    ("sale.order.line", "complaint_discount_id"),
    ("crm.complaint.compensation", "discount_id"),
)
TABLES = (
    "crm.satisfaction.survey",
    "crm.complaint.discount",
    "crm.complaint.compensation.line",
    "crm.complaint.compensation",
    "crm.complaint.budget",
    "crm.complaint",
)
PRODUCTS = (
    "crm_complaint_product_goodwill",
    "product_product_travel",
    "product_product_work",
)
DOCUMENTS = ("sale.order.line", "account.move.line")


def uninstall_hook(env):
    """Empties our tables before their stages, teams and causes are removed one by one.

    The tables are dropped in the same transaction anyway; rows that still point at a
    stage would fill the log with refused deletions.
    """
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("res_model", "=", "crm.complaint.measure")]).unlink()
    for kind in ("tell", "escalation", "web_message"):
        if reminder := env.ref(f"crm_complaints.mail_activity_type_{kind}", False):
            activities.search([("activity_type_id", "=", reminder.id)]).unlink()
    for model, name in LINKS:
        env.execute_query(
            SQL(
                "UPDATE %(table)s SET %(column)s = NULL WHERE %(column)s IS NOT NULL",
                table=SQL.identifier(env[model]._table),
                column=SQL.identifier(name),
            )
        )
    for model in TABLES:
        env.execute_query(SQL("DELETE FROM %s", SQL.identifier(env[model]._table)))
    env.invalidate_all()
    _keep_sold_products(env)


def _keep_sold_products(env):
    """Shipped products that documents name stay, archived, as the company's own."""
    for name in PRODUCTS:
        product = env.ref(f"crm_complaints.{name}", raise_if_not_found=False)
        used = product and any(
            env[model].search_count([("product_id", "=", product.id)], limit=1)
            for model in DOCUMENTS
        )
        if used:
            product.action_archive()
            ours = Domain("module", "=", "crm_complaints")
            record = Domain("model", "=", "product.product")
            record &= Domain("res_id", "=", product.id)
            template = Domain("model", "=", "product.template")
            template &= Domain("res_id", "=", product.product_tmpl_id.id)
            env["ir.model.data"].search(ours & (record | template)).unlink()

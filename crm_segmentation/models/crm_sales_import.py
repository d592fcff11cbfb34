# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_lifecycle.models.crm_customer_queries import touch_accounts

from . import crm_sales_queries as queries

# Faults are all counted, and the first ones listed.
FAULTS_LISTED = 1000
ANALYST = "crm_segmentation.crm_segmentation_group_analyst"


class CrmSalesImport(models.Model):
    """A file with the sales of an older system: stored as a whole or not at all."""

    _name = "crm.sales.import"
    _description = "Import of Sales History"
    _inherit = [
        "crm.guarded.mixin",
        "crm.sales.import.read.mixin",
        "mail.thread",
    ]
    _order = "id desc"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    file = fields.Binary(
        attachment=True,
        required=True,
        help="CSV or XLSX whose first row names the columns: Customer or Customer "
        "Code, Date (year first), Amount; where known Reference, Product, Quantity and "
        "Currency. Amounts are untaxed; what was given back is below zero.",
    )
    file_name = fields.Char()
    checksum = fields.Char(readonly=True, copy=False)
    date_limit = fields.Date(
        string="Last Day",
        required=True,
        compute="_compute_date_limit",
        store=True,
        readonly=False,
        precompute=True,
        help="Later sales are refused, because Odoo holds them as orders and they "
        "would count twice. Suggested is the day before the first order in Odoo.",
    )
    keep_unknown_products = fields.Boolean(
        string="Keep Sales of Unknown Products",
        help="Their turnover counts for the customer, without a product.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "To check"),
            ("faulty", "With faults"),
            ("checked", "Checked"),
            ("done", "Imported"),
            ("undone", "Taken back"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    error_ids = fields.One2many("crm.sales.import.error", "import_id", readonly=True)
    error_count = fields.Integer(string="Faults", readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    customer_count = fields.Integer(string="Customers", readonly=True, copy=False)
    amount_total = fields.Monetary(string="Turnover", readonly=True, copy=False)
    date_first = fields.Date(string="First Sale on", readonly=True, copy=False)
    date_last = fields.Date(string="Last Sale on", readonly=True, copy=False)

    _file_once = models.UniqueIndex(
        "(company_id, checksum) WHERE state = 'done'",
        "This file was imported already.",
    )

    @api.depends("company_id")
    def _compute_date_limit(self):
        for load in self:
            orders = self.env["sale.order"].sudo()
            first = orders.search(
                [("company_id", "=", load.company_id.id), ("state", "=", "sale")],
                order="date_order, id",
                limit=1,
            )
            today = self.env["crm.customer"]._today(load.company_id)
            day = load._day_of(first.date_order) if first else today
            load.date_limit = day - timedelta(days=1)

    def write(self, vals):
        frozen = {"company_id", "file", "date_limit", "keep_unknown_products"}
        if not self.env.su and frozen & set(vals):
            for load in self.filtered(lambda load: load.state == "done"):
                raise UserError(
                    self.env._(
                        "%s is imported. Take it back before you change it.", load.name
                    )
                )
            # what was checked is no longer what will be read
            self.sudo().write({"state": "draft"})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_imported(self):
        for load in self.filtered(lambda load: load.state == "done"):
            raise UserError(
                self.env._(
                    "%s holds sales that count. Take it back before you delete it.",
                    load.name,
                )
            )

    def action_check(self):
        """Button: reads the file and lists every fault; stores no sale."""
        for load in self:
            load._check_may_import()
            load._check()

    def action_import(self):
        """Button: stores all rows of the file, or none."""
        for load in self:
            load._check_may_import()
            load._import()

    def action_undo(self):
        """Button: the sales of this file no longer count."""
        for load in self:
            load._check_may_import()
            load._undo()

    def action_view_history(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_sales_history_action"
        )
        return {**action, "domain": [("import_id", "=", self.id)], "context": {}}

    def _check_may_import(self):
        self.ensure_one()
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("Sales of an older system are imported by analysts.")
            )
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "%(name)s belongs to %(company)s: choose this company first.",
                    name=self.name,
                    company=self.company_id.name,
                )
            )

    def _check(self):
        """Reads the file; returns its rows, or nothing when there is a fault."""
        load = self.sudo()
        load.lock_for_update()
        if load.state == "done":
            raise UserError(self.env._("%s is imported already.", load.name))
        rows, errors = load._read_file()
        load.error_ids.unlink()
        self.env["crm.sales.import.error"].sudo().create(
            [{**error, "import_id": load.id} for error in errors[:FAULTS_LISTED]]
        )
        days = [row["day"] for row in rows]
        load.write(
            {
                "state": "faulty" if errors else "checked",
                "error_count": len(errors),
                "row_count": len(rows),
                "customer_count": len({row["customer"] for row in rows}),
                "amount_total": sum(row["amount"] for row in rows),
                "date_first": min(days, default=False),
                "date_last": max(days, default=False),
            }
        )
        return [] if errors else rows

    def _import(self):
        """Checks once more what the file says now, then stores it by one statement."""
        self._hold_company()
        rows = self._check()
        if not rows:
            return
        load = self.sudo()
        load.write({"checksum": self._checksum(), "state": "done"})
        self.env.flush_all()
        stamp = (load.id, load.company_id.id, self.env.uid, fields.Datetime.now())
        columns = {
            "numbers": [row["number"] for row in rows],
            "customers": [row["customer"] for row in rows],
            "days": [row["day"] for row in rows],
            "amounts": [row["amount"] for row in rows],
            "quantities": [row["quantity"] for row in rows],
            "products": [row["product"] for row in rows],
            "references": [row["reference"] for row in rows],
        }
        self.env.execute_query(queries.insert_history(stamp, columns))
        self.env.invalidate_all()
        load._note_history()
        self._touch_customers()

    def _hold_company(self):
        """Two imports at once do not both store the same sales: one starts again."""
        self.env.execute_query(queries.mark_company(self.company_id.id))

    def _day_of(self, moment):
        """Day of a moment where the company works."""
        scope = self.env["crm.customer"]._fact_scope(self.company_id.sudo())
        local = self.with_context(tz=scope.tz)
        return fields.Datetime.context_timestamp(local, moment).date()

    def _undo(self):
        load = self.sudo()
        load.lock_for_update()
        if load.state != "done":
            raise UserError(self.env._("%s is not imported.", load.name))
        self._touch_customers()
        self.env["crm.sales.history"].sudo().search(
            [("import_id", "=", load.id)]
        ).unlink()
        load.state = "undone"
        load._note_history()

    def _note_history(self):
        """Companies without such sales are not asked for them by every query."""
        company = self.company_id
        company.segmentation_has_history = bool(
            self.search_count(
                [("company_id", "=", company.id), ("state", "=", "done")], limit=1
            )
        )

    def _touch_customers(self):
        """Facts of the customers of this import are due in a minute."""
        rows = self.env.execute_query(queries.customers_of_history(self.id))
        if rows:
            self.env.execute_query(touch_accounts([row[0] for row in rows]))
            self.env["crm.customer"]._wake_refresh()

    def _checksum(self):
        return hashlib.sha256(self._raw_file()).hexdigest()

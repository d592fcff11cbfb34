# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from . import crm_development_queries as queries


class CrmReactivation(models.Model):
    """Old customers, asked again: who still wants, and who ordered after."""

    _name = "crm.reactivation"
    _description = "Reactivation List"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _frozen_fields = frozenset({"company_id"})

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date = fields.Date(
        string="Started on",
        required=True,
        default=fields.Date.context_today,
        help="Orders from this day on count as won back.",
    )
    customer_domain = fields.Char(
        string="Old Customers",
        default="[('order_count', '>', 0)]",
        required=True,
        help="Whom to ask again, by default everybody who ever bought.",
    )
    silent_months = fields.Integer(
        string="Months without an Order",
        default=12,
        help="Only those whose last order is longer ago; 0 asks the others too.",
    )
    source = fields.Char(help="The fair, campaign or old list they come from.")
    visit_type_id = fields.Many2one(
        comodel_name="crm.visit.type",
        string="By",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "crm_lifecycle.crm_visit_type_call", raise_if_not_found=False
        ),
        help="The kind of call or visit that is planned for each.",
    )
    per_day = fields.Integer(
        string="A Day and Person", default=5, help="How many are planned on one day."
    )
    line_ids = fields.One2many("crm.reactivation.line", "list_id", copy=False)
    line_count = fields.Integer(string="Customers", compute="_compute_figures")
    confirmed_count = fields.Integer(string="Still Want", compute="_compute_figures")
    won_count = fields.Integer(string="Ordered Again", compute="_compute_figures")
    won_share = fields.Float(string="Ordered Again (%)", compute="_compute_figures")

    _per_day_positive = models.Constraint(
        "CHECK (per_day > 0)", "At least one is planned on a day."
    )

    @api.depends("line_ids.intention", "line_ids.order_count")
    def _compute_figures(self):
        rows = self.env["crm.reactivation.line"]._read_group(
            Domain("list_id", "in", self.ids),
            ["list_id", "intention"],
            ["__count", "is_won:sum"],
        )
        figures = {}
        for found, intention, count, won in rows:
            total = figures.setdefault(found.id, [0, 0, 0])
            total[0] += count
            total[1] += count if intention == "confirmed" else 0
            total[2] += won or 0
        for record in self:
            count, confirmed, won = figures.get(record._origin.id, (0, 0, 0))
            record.line_count, record.confirmed_count = count, confirmed
            record.won_count = won
            record.won_share = round(100 * won / count, 1) if count else 0.0

    @api.constrains("customer_domain")
    def _check_customer_domain(self):
        for record in self:
            record._customers_domain()

    def action_fill(self):
        """Adds the customers of the condition whom the user may see, each once."""
        self.ensure_one()
        self.check_access("write")
        customers = self.env["crm.customer"].search(
            self._customers_domain()
            & Domain("company_id", "=", self.company_id.id)
            & Domain("user_id", "!=", False)
            & Domain("id", "not in", self.line_ids.customer_id.ids)
        )
        if not customers and not self.line_ids:
            raise UserError(
                self.env._(
                    "“%s”: no customer of yours with an owner meets the condition. "
                    "Widen it.",
                    self.name,
                )
            )
        self.write(
            {
                "line_ids": [
                    Command.create({"customer_id": customer.id})
                    for customer in customers
                ]
            }
        )

    def action_plan(self):
        """Plans a call or visit for each customer that has none, some on each day."""
        self.ensure_one()
        self.check_access("write")
        self.line_ids.filtered(
            lambda line: not line.visit_id and line.intention == "unknown"
        )._plan_contacts()

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_reactivation_line_action"
        )
        action["domain"] = [("list_id", "=", self.id)]
        action["context"] = {}
        return action

    def _customers_domain(self):
        self.ensure_one()
        try:
            domain = Domain(literal_eval(self.customer_domain or "[]"))
            domain.validate(self.env["crm.customer"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("This is not a condition on customers: %s", error)
            ) from error
        if self.silent_months:
            since = fields.Date.subtract(self.date, months=self.silent_months)
            domain &= Domain("date_last_order", "<", since)
        return domain

    @api.model
    def _refresh_company(self, company, today):
        """Counts the orders after the lists of the last two years (superuser)."""
        lists = self.sudo().search(
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", fields.Date.subtract(today, years=2))
        )
        lists._refresh_orders(company, today)

    def _refresh_orders(self, company, today=None):
        self.env.flush_all()
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        lines = self.env["crm.reactivation.line"].sudo()
        for line_id, count, amount in self.env.execute_query(
            queries.orders_since(scope, self.ids)
        ):
            line = lines.browse(line_id)
            if (line.order_count, line.order_amount) != (count, amount):
                line.write(
                    {
                        "order_count": count,
                        "order_amount": amount,
                        "is_won": int(count > 0),
                    }
                )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

# Each plan reads the documents of its customer: a longer list is planned in parts.
MOST_CUSTOMERS = 500


class CrmSeasonPlanBatch(models.TransientModel):
    """Season plans for the chosen customers, with targets from their last 12 months."""

    _name = "crm.season.plan.batch"
    _description = "Plan the Season of Customers"

    @api.model
    def _default_customer_ids(self):
        if self.env.context.get("active_model") != "crm.customer":
            return self.env["crm.customer"]
        return self.env["crm.customer"].browse(self.env.context.get("active_ids"))

    customer_ids = fields.Many2many(
        comodel_name="crm.customer",
        string="Customers",
        required=True,
        default=lambda self: self._default_customer_ids(),
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    growth_percent = fields.Float(
        string="Growth (%)",
        default=5.0,
        digits=(16, 1),
        help="The target of the year is the turnover of 12 months, raised by this.",
    )
    skips_gaps = fields.Boolean(string="Empty Months are Gaps")
    follows_festival = fields.Boolean(string="Follows the Spring Festival")

    @api.constrains("customer_ids")
    def _check_customer_ids(self):
        """Dialogs show names as superuser: those of customers the user sees."""
        self.customer_ids.with_user(self.env.uid).check_access("read")

    def action_apply(self):
        self.ensure_one()
        plans = self._create_plans()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_season_plan_action"
        )
        action["domain"] = [("id", "in", plans.ids)]
        return action

    def _create_plans(self):
        """Plans of who has none for the year; the rights are those of plans."""
        plans = self.env["crm.season.plan"]
        plans.check_access("create")
        known = plans.search(
            [("year", "=", self.year), ("customer_id", "in", self.customer_ids.ids)]
        )
        wanted = self.customer_ids - known.customer_id
        if not wanted:
            raise UserError(
                self.env._(
                    "All chosen customers have a plan for %(year)s. Change those "
                    "plans, or choose other customers.",
                    year=self.year,
                )
            )
        if len(wanted) > MOST_CUSTOMERS:
            raise UserError(
                self.env._(
                    "%(count)s customers are too many at once: choose at most "
                    "%(most)s.",
                    count=len(wanted),
                    most=MOST_CUSTOMERS,
                )
            )
        return plans.create([self._prepare_plan(customer) for customer in wanted])

    def _prepare_plan(self, customer):
        growth = 1 + self.growth_percent / 100
        return {
            "company_id": customer.company_id.id,
            "subject": "customer",
            "customer_id": customer.id,
            "year": self.year,
            "target": max(customer.currency_id.round(customer.amount_12m * growth), 0),
            "skips_gaps": self.skips_gaps,
            "follows_festival": self.follows_festival,
        }

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerValueMixin(models.AbstractModel):
    """The page Value of a customer: what stands on its sheet, crm.customer.value."""

    _name = "crm.customer.value.mixin"
    _description = "Value of the Customer"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    value_ids = fields.One2many(
        comodel_name="crm.customer.value",
        inverse_name="customer_id",
        string="Value and Churn",
        help="Expected orders and value; use it in segments and alerts, like a "
        "probability to be active below 50 %.",
    )
    value_id = fields.Many2one(
        comodel_name="crm.customer.value",
        string="Value Sheet",
        compute="_compute_value_id",
        search="_search_value_id",
    )
    value_date_next = fields.Date(
        related="value_id.date_next", string="Next Order Expected on"
    )
    value_risk = fields.Selection(related="value_id.risk", string="Churn Risk")
    value_p_active = fields.Float(
        related="value_id.p_active", string="Probability Active"
    )
    value_at_risk = fields.Monetary(
        related="value_id.contribution_at_risk", string="Value at Risk"
    )
    value_expected_orders = fields.Float(
        related="value_id.expected_orders", string="Expected Orders"
    )
    value_baseline_orders = fields.Float(
        related="value_id.baseline_orders", string="Orders, Baseline"
    )
    value_expected_contribution = fields.Monetary(
        related="value_id.expected_contribution", string="Expected Value"
    )
    value_baseline_contribution = fields.Monetary(
        related="value_id.baseline_contribution", string="Value, Baseline"
    )
    value_grade = fields.Selection(related="value_id.grade", string="Grade")
    value_date_forecast = fields.Date(
        related="value_id.date_forecast", string="Forecast of"
    )
    value_note = fields.Char(related="value_id.forecast_note", string="Forecast Note")

    @api.depends("value_ids")
    def _compute_value_id(self):
        for customer in self:
            customer.value_id = customer.value_ids[:1]

    def _search_value_id(self, operator, value):
        return Domain("value_ids", operator, value)

    def action_view_value(self):
        """The sheet: how the value comes about, down to the documents."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_value_action"
        )
        action["res_id"] = self.value_ids[:1].id
        action["views"] = [(False, "form")]
        return action

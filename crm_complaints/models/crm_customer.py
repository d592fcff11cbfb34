# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_belongings_mixin import Belonging
from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_complaint_queries import COMPLAINT_FACT_COLUMNS, complaint_facts


class CrmCustomer(models.Model):
    _name = "crm.customer"
    _inherit = ["crm.customer", "crm.complaint.entry.button.mixin"]

    complaint_count_12m = fields.Integer(
        string="Complaints in 12 Months",
        readonly=True,
        copy=False,
        help="Complaints and disputes of the last 365 days, cancelled ones excluded.",
    )
    complaint_open_count = fields.Integer(
        string="Open Complaints", readonly=True, copy=False
    )
    compensation_amount_12m = fields.Monetary(
        string="Compensation in 12 Months",
        readonly=True,
        copy=False,
        help="Posted compensations of the last 365 days, taxes included.",
    )
    date_last_complaint = fields.Date(
        string="Last Complaint on", readonly=True, copy=False
    )

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def _prepare_complaint_defaults(self):
        return {"partner_id": self.partner_id.id, "company_id": self.company_id.id}

    def _belongings(self, user):
        """Open complaints go along too when their agent hands the customer over."""
        complaints = (
            self.env["crm.complaint"]
            .sudo()
            .search(
                Domain("customer_id", "in", self.ids)
                & Domain("user_id", "=", user.id)
                & Domain("phase", "not in", ("solved", "cancelled"))
            )
        )
        label = self.env._("Complaints")
        return [
            *super()._belongings(user),
            Belonging("complaints", label, complaints, "user_id"),
        ]

    @api.model
    def _fact_sources(self, scope):
        source = FactSource(COMPLAINT_FACT_COLUMNS, complaint_facts(scope))
        return [*super()._fact_sources(scope), source]

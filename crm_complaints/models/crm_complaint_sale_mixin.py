# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError

from .crm_complaint_readers import told_to

ALL_DOCUMENTS = "sales_team.group_sale_salesman_all_leads"


class CrmComplaintSaleMixin(models.AbstractModel):
    """A complaint as a chance: an opportunity, or care for a misunderstood customer."""

    _name = "crm.complaint.sale.mixin"
    _description = "Chances of a Complaint"

    lead_ids = fields.One2many(
        "crm.lead", "complaint_id", string="Opportunities", groups="base.group_user"
    )
    lead_count = fields.Integer(
        string="Number of Opportunities", compute="_compute_lead_count"
    )

    def _compute_lead_count(self):
        """Counts for everybody who sees the case; opening them asks for the right."""
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                [("complaint_id", "in", self.ids)], ["complaint_id"], ["__count"]
            )
        )
        counts = {complaint.id: count for complaint, count in groups}
        for complaint in self:
            complaint.lead_count = counts.get(complaint.id, 0)

    def action_create_opportunity(self):
        """A new opportunity, filled in; it exists when it is saved."""
        self.ensure_one()
        if not self.env["crm.lead"].has_access("create"):
            raise AccessError(
                self.env._(
                    "Opportunities are made by salespeople. Ask %s, who owns the "
                    "customer, or use Care.",
                    self.sudo().customer_id.user_id.name or self.env._("a salesperson"),
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opportunity"),
            "res_model": "crm.lead",
            "view_mode": "form",
            "context": self._prepare_opportunity(),
        }

    def action_view_opportunities(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opportunities of %s", self.name),
            "res_model": "crm.lead",
            "view_mode": "list,form",
            "domain": [("complaint_id", "=", self.id)],
            "context": self._prepare_opportunity(),
        }

    def action_care(self):
        """The owner of the customer is reminded to call after the case."""
        self.ensure_one()
        self.check_access("write")
        customer = self.sudo().customer_id
        carer = customer.user_id or self.user_id or self.env.user
        days = self.company_id.sudo().complaint_care_days
        today = self.env["crm.customer"]._today(self.company_id)
        customer.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=fields.Date.add(today, days=days),
            summary=told_to(self, carer)._care_words(),
            user_id=carer.id,
        )
        message = self.env._("%s is reminded to care for the customer.", carer.name)
        self.sudo().message_post(body=message, author_id=self.env.user.partner_id.id)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message},
        }

    def _care_words(self):
        """Read at the customer; of a confidential case it names nothing."""
        if self.is_confidential:
            return self.env._("Care after a complaint")
        return self.env._(
            "Care after %(complaint)s: %(subject)s",
            complaint=self.name,
            subject=self.subject,
        )

    def _prepare_opportunity(self):
        values = self._prepare_opportunity_of_customer()
        if self.is_confidential:
            return values
        return {
            **values,
            "default_name": self.subject,
            "default_description": self.env._(
                "From %(complaint)s: %(text)s",
                complaint=self.name,
                text=self.description,
            ),
        }

    def _prepare_opportunity_of_customer(self):
        return {
            "default_type": "opportunity",
            "default_partner_id": self.partner_id.id,
            "default_company_id": self.company_id.id,
            "default_user_id": self._seller().id,
            "default_complaint_id": self.id,
        }

    def _seller(self):
        """The owner of the customer sells, when the user may give him documents."""
        self.ensure_one()
        owner = self.sudo().customer_id.user_id
        if owner and self.env.user.has_group(ALL_DOCUMENTS):
            return owner
        return self.env.user

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_visit_queries as queries


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = [
        "crm.lead",
        "crm.contact.guard.mixin",
        "crm.customer.record.mixin",
        "crm.shared.document.mixin",
    ]

    directory_id = fields.Many2one(
        comodel_name="crm.source.directory",
        index="btree_not_null",
        ondelete="restrict",
        help="The directory of potential customers they come from.",
    )
    is_followup_overdue = fields.Boolean(
        string="Follow-up Overdue",
        compute="_compute_is_followup_overdue",
        search="_search_is_followup_overdue",
        help="Open for longer than the company's number of days, without a done "
        "activity, an inbound mail, a quotation sent or a visit in this time.",
    )

    def _compute_is_followup_overdue(self):
        late = self.search(
            Domain("id", "in", self.ids) & self._followup_overdue_domain()
        )
        for lead in self:
            lead.is_followup_overdue = lead._origin in late

    def _search_is_followup_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._followup_overdue_domain()

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._open_customer_accounts()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._open_customer_accounts()
        return result

    def _open_customer_accounts(self):
        for lead in self.filtered("partner_id"):
            company = lead.company_id or self.env.company
            customer = self.env["crm.customer"]._ensure_accounts(
                lead.partner_id, company, lead.user_id
            )
            customer._take_directory(lead.directory_id)

    @api.model
    def _followup_overdue_domain(self):
        """Open opportunities that nobody provably worked on for a month (S-128)."""
        company = self.env.company
        today = self.env["crm.customer"]._today(company)
        day = today - timedelta(days=company.lifecycle_followup_days)

        def unfollowed(model, alias, query):
            return queries.is_unfollowed(alias, day)

        return (
            Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("create_date", "<", fields.Datetime.to_datetime(day))
            & Domain.custom(to_sql=unfollowed)
        )

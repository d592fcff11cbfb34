# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_queries import COUNTED_KINDS


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.complaint.entry.button.mixin"]

    has_open_complaint = fields.Boolean(
        string="Open Complaint",
        compute="_compute_has_open_complaint",
        search="_search_has_open_complaint",
        groups="base.group_user",
        help="The contact's company has a complaint or dispute that is not solved; "
        "leave it out of campaigns.",
    )

    def _compute_has_open_complaint(self):
        complaining = self._complaining_partners(self.commercial_partner_id.ids)
        for partner in self:
            partner.has_open_complaint = partner.commercial_partner_id.id in complaining

    def _search_has_open_complaint(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("commercial_partner_id", "in", self._complaining_partners())

    @api.model
    def _complaining_partners(self, partner_ids=None):
        """Ids of commercial partners with an open complaint in the chosen companies."""
        domain = (
            Domain("is_open", "=", True)
            & Domain("kind", "in", COUNTED_KINDS)
            & Domain("company_id", "in", self.env.companies.ids)
        )
        if partner_ids is not None:
            domain &= Domain("customer_id.partner_id", "in", partner_ids)
        groups = self.env["crm.complaint"].sudo()._read_group(domain, ["customer_id"])
        return {customer.partner_id.id for (customer,) in groups}

    def signup_prepare(self, signup_type="signup"):
        """Each mail with a link to the portal asks for it; what is prepared already is
        not written again."""
        fresh = self.filtered(lambda p: p.sudo().signup_type != signup_type)
        if not fresh:
            return True
        return super(ResPartner, fresh).signup_prepare(signup_type)

    def _prepare_complaint_defaults(self):
        return {"partner_id": self.id, "company_id": self.company_id.id}

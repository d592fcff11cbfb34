# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    segment_current_ids = fields.Many2many(
        comodel_name="crm.segment",
        string="Customer's Segments",
        compute="_compute_segment_current_ids",
        search="_search_segment_current_ids",
        groups="crm_lifecycle.crm_lifecycle_group_user",
        help="Segments of the customer account in the current companies; contact "
        "persons share those of their company.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_segment_current_ids(self):
        customers = self.env["crm.customer"].search(
            Domain("partner_id", "in", self.commercial_partner_id._origin.ids)
            & Domain("company_id", "in", self.env.companies.ids)
        )
        by_partner = customers.grouped("partner_id")
        for partner in self:
            owner = partner.commercial_partner_id._origin
            mine = by_partner.get(owner, customers.browse())
            partner.segment_current_ids = mine.segment_ids

    @api.model
    def _search_segment_current_ids(self, operator, value):
        """Of customers whom the user may see; nothing else is told."""
        if operator not in ("in", "any", "ilike"):
            return NotImplemented
        wanted = Domain("segment_ids", operator, value)
        if operator == "in":
            wanted = Domain("segment_ids", "in", [item for item in value if item])
        # jobs see every company: who asked them to is checked by the job
        companies = Domain.TRUE
        if not self.env.su:
            companies = Domain("company_id", "in", self.env.companies.ids)
        customers = self.env["crm.customer"]._search(companies & wanted)
        partners = Domain(
            "commercial_partner_id",
            "in",
            customers.subselect("crm_customer.partner_id"),
        )
        if operator == "in" and False in value:
            member = Domain("segment_ids", "!=", False)
            members = self.env["crm.customer"]._search(companies & member)
            partners |= Domain(
                "commercial_partner_id",
                "not in",
                members.subselect("crm_customer.partner_id"),
            )
        return partners

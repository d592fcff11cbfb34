# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_contact_queries as queries


class CrmSharedDocumentMixin(models.AbstractModel):
    """Orders and opportunities of a customer, read by those who collaborate on it."""

    _name = "crm.shared.document.mixin"
    _description = "Document Shared with Collaborators"

    is_shared_with_me = fields.Boolean(
        compute="_compute_is_shared_with_me", search="_search_is_shared_with_me"
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_is_shared_with_me(self):
        documents = self.sudo().with_context(active_test=False)
        shared = documents.search(
            Domain("id", "in", self._origin.ids) & self._shared_domain()
        )
        for document in self:
            document.is_shared_with_me = document._origin.sudo() in shared

    def _search_is_shared_with_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._shared_domain()

    @api.model
    def _shared_domain(self):
        """Documents of shared customers, in the company of the collaboration."""
        today = fields.Date.context_today(self)
        self.env["crm.customer.collaborator"].flush_model()
        self.env["crm.customer"].flush_model(["partner_id", "company_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        rows = self.env.execute_query(queries.shared_buyers(self.env.uid, today))
        shared = Domain.FALSE
        for company_id, contact_ids in rows:
            shared |= Domain("partner_id", "in", contact_ids) & Domain(
                "company_id", "in", [company_id, False]
            )
        return shared

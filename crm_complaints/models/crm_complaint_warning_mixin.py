# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date

from .crm_complaint_queries import COUNTED_KINDS


class CrmComplaintWarningMixin(models.AbstractModel):
    """A document of a customer tells that a complaint of his is still open.

    The document has ``partner_id`` and ``company_id``; the words are read as superuser
    because a promise to the customer binds the colleague who may not open the case.
    """

    _name = "crm.complaint.warning.mixin"
    _description = "Warning of Open Complaints"

    complaint_warning = fields.Char(compute="_compute_complaint_warning")

    @api.depends("partner_id", "company_id")
    def _compute_complaint_warning(self):
        self.complaint_warning = False
        for company, documents in self.grouped("company_id").items():
            company = company or self.env.company
            if company.sudo().complaint_sale_warning == "off":
                continue
            partners = documents.partner_id.commercial_partner_id
            words = self._complaint_words(partners, company)
            for document in documents:
                partner = document.partner_id.commercial_partner_id
                document.complaint_warning = words.get(partner._origin.id, False)

    @api.model
    def _complaint_words(self, partners, company):
        """{commercial partner id: sentence about open complaints}"""
        complaints = (
            self.env["crm.complaint"]
            .sudo()
            .search(
                [
                    ("customer_id.partner_id", "in", partners._origin.ids),
                    ("company_id", "=", company.id),
                    ("is_open", "=", True),
                    ("kind", "in", COUNTED_KINDS),
                ],
                order="date_opened, id",
            )
        )
        return {
            customer.partner_id.id: self._words_of(customer, own)
            for customer, own in complaints.grouped("customer_id").items()
        }

    @api.model
    def _words_of(self, customer, complaints):
        """One sentence; confidential cases count, and nothing else is said of them."""
        named = complaints.filtered(lambda case: not case.is_confidential)[:1]
        if not named:
            return self.env._(
                "%(customer)s has %(count)s open complaints, all of them confidential. "
                "Ask a complaint manager before you sell.",
                customer=customer.partner_id.name,
                count=len(complaints),
            )
        return self.env._(
            "%(customer)s has %(count)s open complaints, the oldest %(name)s since "
            "%(day)s (%(agent)s). Ask how it stands before you sell.",
            customer=customer.partner_id.name,
            count=len(complaints),
            name=named.name,
            day=format_date(self.env, named._day_there(named.date_opened)),
            agent=named.user_id.name or self.env._("nobody answers yet"),
        )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerTermsMixin(models.AbstractModel):
    """Which terms of payment are proposed to a customer.

    The contact's own come first. Then, where the grade that counts today gives no
    credit, those of the grade: neither a wish nor a tier buys credit. Else what the
    customer wished for, his tier's, and at last his grade's.
    """

    _name = "crm.customer.terms.mixin"
    _description = "Terms of Payment of Customers"

    company_id = fields.Many2one("res.company")

    def _proposed_terms(self, partner, company, wish=None):
        """Terms for one customer; self may be empty, the starting grade then counts.

        partner: the contact of the document; wish: terms the customer asked for
        """
        partner = partner.with_company(company)
        grade = self._grade_now(company)
        strict = grade.is_prepaid or grade.is_blocking
        terms = self.env["account.payment.term"]
        tier = partner.commercial_partner_id.sudo().vip_tier_current_id
        for candidate in (
            partner.property_payment_term_id,
            grade.payment_term_id if strict else terms,
            wish or terms,
            tier.payment_term_id,
            grade.payment_term_id,
        ):
            if candidate and candidate.sudo().company_id in (company, company.browse()):
                return candidate
        return terms

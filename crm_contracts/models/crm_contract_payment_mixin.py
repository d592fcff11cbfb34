# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models


class CrmContractPaymentMixin(models.AbstractModel):
    """How a contract is paid for: terms of its orders and the way the money comes.

    What the customer expected when he was registered is the first input.
    """

    _name = "crm.contract.payment.mixin"
    _description = "Payment of Contracts"

    company_id = fields.Many2one("res.company")
    customer_id = fields.Many2one("crm.customer")
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Payment Terms",
        compute="_compute_payment_term_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Of orders under the contract. Proposed: the contact's own terms, what "
        "was expected at the registration, then those of tier and credit grade; a "
        "grade without credit comes before wish and tier.",
    )
    payment_method_line_id = fields.Many2one(
        comodel_name="account.payment.method.line",
        string="Payment Method",
        compute="_compute_payment_method_line_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        tracking=True,
        help="How the money comes; invoices of the contract name it.",
    )
    expectation = fields.Char(
        string="Customer Expected",
        compute="_compute_expectation",
        help="Price and payment noted when the customer was registered.",
    )

    @api.depends("customer_id", "company_id")
    def _compute_payment_term_id(self):
        registrations = self._registrations()
        for contract in self:
            key = contract.customer_id.id, contract.company_id.id
            wish = registrations[key].payment_term_id
            customer = contract.customer_id.sudo()
            terms = customer._proposed_terms(
                customer.partner_id, contract.company_id, wish
            )
            contract.payment_term_id = terms.sudo(self.env.su)

    @api.depends("customer_id", "company_id", "type_id")
    def _compute_payment_method_line_id(self):
        """What the contact prefers; he may have none."""
        for contract in self:
            partner = contract.customer_id.partner_id.with_company(contract.company_id)
            kind = "outbound" if contract._direction() < 0 else "inbound"
            line = partner.sudo()[f"property_{kind}_payment_method_line_id"]
            contract.payment_method_line_id = line.sudo(self.env.su)

    @api.depends("customer_id", "company_id")
    def _compute_expectation(self):
        registrations = self._registrations()
        for contract in self:
            noted = registrations[contract.customer_id.id, contract.company_id.id]
            words = (noted.expected_price, noted.payment_term_id.name)
            contract.expectation = ", ".join(filter(None, words)) or False

    def _registrations(self):
        """{(customer id, company id): its newest confirmed registration} (sudo)."""
        registrations = self.env["crm.customer.registration"].sudo()
        newest = defaultdict(registrations.browse)
        for registration in registrations.search(
            [
                ("customer_id", "in", self.customer_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "confirmed"),
            ],
            order="date_confirmed, id",
        ):
            key = registration.customer_id.id, registration.company_id.id
            newest[key] = registration
        return newest

    def _prepare_invoice_values(self, line_values):
        values = super()._prepare_invoice_values(line_values)
        return {**values, **self._payment_values()}

    def _payment_values(self):
        """How an invoice of the contract is to be paid, where the contract says it."""
        method = self.sudo().payment_method_line_id
        return {"preferred_payment_method_line_id": method.id} if method else {}

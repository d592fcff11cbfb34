# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CrmCustomerCodeMixin(models.AbstractModel):
    """The company's own number of a customer: by sequence, or an old one typed."""

    _name = "crm.customer.code.mixin"
    _description = "Code of the Customer"

    customer_code = fields.Char(string="Code", copy=False, tracking=True)
    can_edit_code = fields.Boolean(compute="_compute_can_edit_code")

    _code_unique = models.UniqueIndex(
        "(company_id, customer_code) WHERE customer_code IS NOT NULL",
        "Another customer of this company already has this code.",
    )

    @api.depends_context("uid")
    def _compute_can_edit_code(self):
        for customer in self:
            customer.can_edit_code = self._may_edit_code()

    @api.model_create_multi
    def create(self, vals_list):
        codes = [self._taken_code(vals) for vals in vals_list]
        vals_list = [
            {name: vals[name] for name in vals if name != "customer_code"}
            for vals in vals_list
        ]
        customers = super().create(vals_list)
        for customer, code in zip(customers, codes, strict=True):
            if code:
                customer.sudo().customer_code = code
        customers._give_code("opened")
        return customers

    def write(self, vals):
        if "customer_code" in vals and not self.env.su:
            self.check_access("write")
            code = self._taken_code(vals)
            vals = {name: vals[name] for name in vals if name != "customer_code"}
            self.sudo().customer_code = code
        return super().write(vals)

    def action_give_code(self):
        """Gives the next code to those of the customers that have none."""
        self.check_access("write")
        self._check_may_edit_code()
        self._next_codes()

    @api.model
    def _may_edit_code(self):
        return self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_archive")

    def _check_may_edit_code(self):
        if not self.env.su and not self._may_edit_code():
            raise AccessError(
                self.env._(
                    "Customer codes are given by the sequence; an archive keeper may "
                    "type an old one."
                )
            )

    @api.model
    def _taken_code(self, vals):
        """The typed code of `vals`, trimmed; only archive keepers type one."""
        code = (vals.get("customer_code") or "").strip() or False
        if "customer_code" in vals:
            self._check_may_edit_code()
        return code

    def _give_code(self, moment):
        """Codes for customers of companies that give them at this moment."""
        self.sudo().filtered(
            lambda c: c.company_id.lifecycle_code_when == moment
        )._next_codes()

    def _next_codes(self):
        for company, customers in self.sudo().grouped("company_id").items():
            sequence = self._code_sequence(company)
            for customer in customers.filtered(lambda c: not c.customer_code):
                customer.customer_code = self._free_code(sequence, company)

    @api.model
    def _free_code(self, sequence, company):
        """The next number that nobody typed by hand before."""
        while True:
            code = sequence.next_by_id()
            taken = Domain("company_id", "=", company.id) & Domain(
                "customer_code", "=", code
            )
            everyone = self.sudo().with_context(active_test=False)
            if not everyone.search_count(taken, limit=1):
                return code

    @api.model
    def _code_sequence(self, company):
        """The sequence of the company, made at its first use.

        The first use writes it into the company: of two at once the second meets that
        row, is run again by the server, and then finds the sequence of the first.
        """
        company = company.sudo()
        if company.lifecycle_code_sequence_id:
            return company.lifecycle_code_sequence_id
        sequences = self.env["ir.sequence"].sudo()
        domain = [("code", "=", "crm.customer"), ("company_id", "=", company.id)]
        company.lifecycle_code_sequence_id = sequences.search(
            domain, limit=1
        ) or sequences.create(
            {
                "name": self.env._("Customer codes of %s", company.name),
                "code": "crm.customer",
                "company_id": company.id,
                "prefix": "C",
                "padding": 5,
            }
        )
        company.flush_recordset(["lifecycle_code_sequence_id"])
        return company.lifecycle_code_sequence_id

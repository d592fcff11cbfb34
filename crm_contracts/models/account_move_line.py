# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    crm_contract_instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        string="Instalment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The instalment of a contract this invoice line asks for.",
    )

    crm_contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        string="Contract Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The contract line that a settlement invoices without an order.",
    )

    def _copy_data_extend_business_fields(self, values):
        """A credit note takes back what its invoice asked for."""
        result = super()._copy_data_extend_business_fields(values)
        values["crm_contract_instalment_id"] = self.crm_contract_instalment_id.id
        values["crm_contract_line_id"] = self.crm_contract_line_id.id
        return result

    def _of_customers(self):
        return self.filtered(lambda i: i.account_type == "asset_receivable")

    def _touch_customers(self):
        """Notes that what the customers of these items owe has changed."""
        for company, items in self.grouped("company_id").items():
            self.env["crm.customer"]._touch(items.partner_id, company)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import frozendict

from .crm_move_retention_mixin import RETENTION

LINKS = frozenset({"crm_contract_instalment_id", "crm_contract_line_id"})


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

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Advance for Contract",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The contract for which this money came before any invoice asked for it.",
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

    crm_contract_retention_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        string="Retention Money",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The retention money of a contract that this item of the invoice is.",
    )

    @api.depends("crm_contract_retention_id", "move_id.crm_contract_id")
    def _compute_term_key(self):
        """Retained parts are items of their own, whatever their due date."""
        result = super()._compute_term_key()
        for line in self.filtered("term_key"):
            if line.move_id.sudo().crm_contract_id:
                retention = line.crm_contract_retention_id.id
                line.term_key = frozendict({**line.term_key, RETENTION: retention})
        return result

    @api.constrains("crm_contract_id", "partner_id", "account_id")
    def _check_advance(self):
        for item in self.sudo().filtered("crm_contract_id"):
            item.crm_contract_id._check_advance(item.partner_id)
            if item.account_type != "asset_receivable":
                raise ValidationError(
                    self.env._(
                        "An advance for %s is an item of a receivable account.",
                        item.crm_contract_id.display_name,
                    )
                )

    def write(self, vals):
        if LINKS & vals.keys():
            self.env["account.move"]._check_links_untouched(vals, LINKS)
        if RETENTION in vals and "posted" in self.mapped("parent_state"):
            self.env["account.move"]._check_links_untouched(vals, {RETENTION})
        if "crm_contract_id" not in vals:
            return super().write(vals)
        before = self.sudo().crm_contract_id
        result = super().write(vals)
        (before | self.sudo().crm_contract_id)._refresh_collection()
        return result

    def _copy_data_extend_business_fields(self, values):
        """A credit note takes back what its invoice asked for."""
        result = super()._copy_data_extend_business_fields(values)
        values["crm_contract_instalment_id"] = self.crm_contract_instalment_id.id
        values["crm_contract_line_id"] = self.crm_contract_line_id.id
        values["crm_contract_retention_id"] = self.crm_contract_retention_id.id
        return result

    def _of_customers(self):
        return self.filtered(lambda i: i.account_type == "asset_receivable")

    def _touch_customers(self):
        """Notes that what the customers of these items owe has changed."""
        for company, items in self.grouped("company_id").items():
            self.env["crm.customer"]._touch(items.partner_id, company)

    def _contracts(self):
        """Contracts that these items bring money to or ask money for."""
        return self.move_id.crm_contract_id | self.crm_contract_id

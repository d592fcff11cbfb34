# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CrmContractSideDocumentMixin(models.AbstractModel):
    """Something beside the price of a contract that is booked once: rebate, penalty.

    Its invoice or credit note belongs to the contract, but fills no instalment: it is
    no payment of what the plan asks for.
    """

    _name = "crm.contract.side.document.mixin"
    _description = "Side Document of a Contract"

    contract_id = fields.Many2one("crm.contract")
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id", store=True, precompute=True
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Document",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def action_view_move(self):
        self.ensure_one()
        return self._open_moves()

    def _open_moves(self):
        moves = self.move_id
        action = {"type": "ir.actions.act_window", "res_model": "account.move"}
        if len(moves) == 1:
            return {**action, "res_id": moves.id, "views": [(False, "form")]}
        return {
            **action,
            "name": self.env._("Documents"),
            "domain": [("id", "in", moves.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def _is_booked(self):
        return bool(self.move_id) and self.move_id.state != "cancel"

    def _book(self):
        """Makes the posted document, once; contract finance only."""
        self.ensure_one()
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_finance"):
            raise AccessError(
                self.env._(
                    "%s: this is booked by contract finance; ask them for it.",
                    self._side_label(),
                )
            )
        self.check_access("read")
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["move_id"])
        amount = self._side_amount()
        if self._is_booked() or self.currency_id.compare_amounts(amount, 0) <= 0:
            raise UserError(
                self.env._(
                    "%(label)s is booked once, and only when there is an amount. "
                    "Its document: %(move)s.",
                    label=self._side_label(),
                    move=self.move_id.display_name or self.env._("none"),
                )
            )
        move = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(self._prepare_side_move(amount))
        )
        self.sudo().move_id = move
        move.sudo().crm_contract_side_document = True
        move.action_post()
        self.contract_id._log_event(
            self._side_event(), description=move.name, amount=amount
        )
        return move

    def _prepare_side_move(self, amount):
        contract = self.contract_id
        taxes = self._side_taxes()
        line = {
            "name": self._side_label(),
            "account_id": contract._document_account().id,
            "quantity": 1,
            "price_unit": amount + self._taxes_in_price(amount, taxes),
            "tax_ids": [Command.set(taxes.ids)],
        }
        values = contract._prepare_invoice_values([Command.create(line)])
        return {
            **values,
            "move_type": self._side_move_type(),
            "invoice_date": self.env["crm.customer"]._today(contract.company_id),
        }

    def _taxes_in_price(self, amount, taxes):
        """Taxes that a price of the untaxed amount includes."""
        included = taxes.flatten_taxes_hierarchy().filtered("price_include")
        if not included:
            return 0.0
        details = included.compute_all(
            amount, currency=self.currency_id, handle_price_include=False
        )
        return details["total_included"] - details["total_excluded"]

    def _side_taxes(self):
        """A rebate lowers the price, and with it the tax of the contract's lines."""
        return self.contract_id.line_ids[:1].tax_ids

    def _side_move_type(self):
        """Hook: `move_type` of the document, out_invoice or out_refund."""
        raise NotImplementedError

    def _side_amount(self):
        """Hook: amount of the document, in the contract's currency."""
        raise NotImplementedError

    def _side_label(self):
        """Hook: text of the line that the customer reads."""
        raise NotImplementedError

    def _side_event(self):
        """Hook: kind of the event that the contract keeps."""
        raise NotImplementedError

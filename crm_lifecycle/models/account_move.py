# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    amount_disputed = fields.Monetary(
        string="Disputed",
        compute="_compute_amount_disputed",
        help="What the customer disputes of the open amount; nobody is asked to pay it "
        "until that is settled.",
    )
    is_disputed = fields.Boolean(
        compute="_compute_amount_disputed", search="_search_is_disputed"
    )

    @api.depends("amount_residual")
    @api.depends_context("uid")
    def _compute_amount_disputed(self):
        amounts = self.sudo()._disputed_amounts()
        for move in self:
            move.amount_disputed = amounts.get(move.id, 0.0)
            move.is_disputed = move.id in amounts

    def _search_is_disputed(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return Domain("id", "in", self.sudo()._disputed_move_ids())

    def action_view_disputes(self):
        """Opens what disputes the invoice, or says who answers it to those who may
        not read it."""
        self.ensure_one()
        disputing = self.sudo()._disputing()
        known = [records.with_env(self.env) for records in disputing]
        readable = [records._filtered_access("read") for records in known]
        readable = [records for records in readable if records]
        if disputing and not readable:
            raise UserError(
                self.env._(
                    "%(invoice)s is disputed in %(cases)s. You may not read it; ask "
                    "who works on it.",
                    invoice=self.display_name,
                    cases=", ".join(r.display_name for rs in disputing for r in rs),
                )
            )
        records = readable[0] if len(readable) == 1 else self
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Disputes"),
            "res_model": records._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", records.ids)],
        }
        if len(records) == 1:
            action.update(views=[(False, "form")], res_id=records.id)
        return action

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._touch_customers()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._touch_customers()
        return result

    def _disputed_amounts(self):
        """{id of a posted invoice: disputed amount in its currency}, none by default.

        Neutral hook: a module that knows of disputes (crm_complaints) answers; what
        asks customers for money (crm_contracts) leaves these amounts out. Called as
        superuser, in constant queries.
        """
        return {}

    def _disputing(self):
        """List of recordsets, one per model, that dispute one invoice; neutral hook as
        above. Where there are several, the invoice is opened, which leads to each."""
        return []

    @api.model
    def _disputed_move_ids(self):
        """Ids of all invoices with a dispute, for searching; neutral hook as above."""
        return []

    def _touch_customers(self):
        sales = self.filtered(lambda m: m.move_type in ("out_invoice", "out_refund"))
        for company, moves in sales.grouped("company_id").items():
            user = moves.invoice_user_id[:1]
            self.env["crm.customer"]._touch(moves.partner_id, company, user)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractOpeningMixin(models.AbstractModel):
    """Contracts that were running before the first day in Odoo.

    What was delivered and paid then stands beside the ledger's own figures and is
    entered once, by a manager, when the contract is taken over.
    """

    _name = "crm.contract.opening.mixin"
    _description = "Opening of Running Contracts"
    _inherit = ["crm.contract.flow.mixin"]

    currency_id = fields.Many2one("res.currency")
    date_opening = fields.Date(string="Taken over on", readonly=True, copy=False)
    opening_received = fields.Monetary(
        string="Received before",
        compute="_compute_opening_received",
        store=True,
        help="Before the contract was taken over; not in this ledger.",
    )

    @api.depends("instalment_ids.opening_amount")
    def _compute_opening_received(self):
        for contract in self:
            contract.opening_received = sum(
                contract.instalment_ids.mapped("opening_amount")
            )

    def action_open_opening(self):
        self.ensure_one()
        self._check_manager()
        self._check_state(("draft",))
        wizard = self.env["crm.contract.opening"]._create_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take over a Running Contract"),
            "res_model": "crm.contract.opening",
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _take_over(self, signed, accepted, signed_by, done):
        """Makes a draft effective as it stood when it was taken over.

        signed, accepted: days, accepted may be empty; signed_by: name of the signer
        done: {line or instalment: quantity delivered or amount received before}
        """
        self.ensure_one()
        self._check_manager()
        self._check_state(("draft",))
        self._check_complete()
        today = self.env["crm.customer"]._today(self.company_id)
        if signed > today or (accepted and not signed <= accepted <= today):
            raise UserError(
                self.env._(
                    "%s: it was signed before today, and accepted after that.",
                    self.display_name,
                )
            )
        for record, amount in done.items():
            record._set_opening(amount)
        for state in ("approval", "approved", "signing"):
            self._move_to(state)
        self.sudo().write({"signed_by": signed_by, "date_opening": today})
        self._make_effective(signed)
        if accepted:
            self._accept(accepted)
        self._log_event("opened", amount=self.opening_received)

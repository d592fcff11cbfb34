# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models


class CrmContractRenew(models.TransientModel):
    """Asks how and until when a contract is renewed, and at which prices."""

    _name = "crm.contract.renew"
    _description = "Renew a Contract"
    _inherit = ["crm.contract.wizard.mixin"]

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, ondelete="cascade"
    )
    how = fields.Selection(
        selection=[
            ("amendment", "Extend it by an amendment"),
            ("contract", "New contract for the next period"),
        ],
        required=True,
        default="contract",
    )
    date_start = fields.Date(
        string="First Day",
        compute="_compute_period",
        precompute=True,
        store=True,
        readonly=False,
    )
    date_end = fields.Date(
        string="Last Day",
        compute="_compute_period",
        precompute=True,
        store=True,
        readonly=False,
        required=True,
    )
    price_change = fields.Float(
        string="Change of Prices (%)", help="5 raises every price by 5 %, -5 lowers it."
    )

    @api.depends("contract_id")
    def _compute_period(self):
        for wizard in self:
            contract = wizard.contract_id
            today = fields.Date.context_today(wizard)
            end = contract.date_end
            wizard.date_start = end + timedelta(days=1) if end else today
            wizard.date_end = contract._next_last_day() if contract else today

    def action_confirm(self):
        self.ensure_one()
        contract = self.contract_id
        if self.how == "amendment":
            renewed = contract._renew_by_amendment(self.date_end, self.price_change)
        else:
            renewed = contract._renew_by_contract(
                self.date_start, self.date_end, self.price_change
            )
        return renewed._open_form()

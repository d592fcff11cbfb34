# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmContractMinutes(models.Model):
    """What the leaders decided together on a major contract; stays for good."""

    _name = "crm.contract.minutes"
    _description = "Minutes on a Major Contract"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "contract_id"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    date = fields.Date(
        string="Day of the Meeting", required=True, default=fields.Date.context_today
    )
    participant_ids = fields.Many2many(
        comodel_name="res.users",
        string="Who Decided",
        required=True,
        help="Two leaders or more; the owner of the contract is not one of them.",
    )
    decision = fields.Selection(
        selection=[("approved", "Approved"), ("refused", "Refused")], required=True
    )
    summary = fields.Text(string="What Was Said", required=True)
    document = fields.Binary(string="Signed Minutes", attachment=True, required=True)
    filename = fields.Char()
    amount = fields.Monetary(
        string="Amount Decided on", readonly=True, help="As the contract stood then."
    )
    date_recorded = fields.Datetime(
        string="Recorded", readonly=True, default=fields.Datetime.now
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = self.env["crm.contract"].browse(
            {vals.get("contract_id") for vals in vals_list}
        )
        self._check_recorder(contracts)
        amounts = {contract.id: contract.amount_total for contract in contracts}
        minutes = super().create(
            [
                {
                    **vals,
                    "amount": amounts[vals["contract_id"]],
                    "date_recorded": fields.Datetime.now(),
                }
                for vals in vals_list
            ]
        )
        for meeting in minutes:
            meeting._check_participants()
            meeting.contract_id._log_event(
                "minutes", description=meeting.summary, amount=meeting.amount
            )
        return minutes

    def _check_recorder(self, contracts):
        user = self.env.user
        if not self.env.su and not (
            user.has_group("crm_contracts.crm_contracts_group_manager")
            or user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        ):
            raise AccessError(
                self.env._("Minutes are recorded by directors and contract managers.")
            )
        contracts.check_access("read")
        contracts._check_state(("review", "approval", "approved"))

    def _check_participants(self):
        leaders = self.participant_ids - self.contract_id.user_id
        if len(leaders) < 2 or len(leaders) < len(self.participant_ids):
            raise UserError(
                self.env._(
                    "%s is decided by two leaders or more together, without its owner.",
                    self.contract_id.display_name,
                )
            )
        if self.date > self.env["crm.customer"]._today(self.company_id):
            raise UserError(self.env._("The meeting has not taken place yet."))

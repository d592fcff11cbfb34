# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractInstalmentRetentionMixin(models.AbstractModel):
    """Retention money: an instalment that the customer holds back as a guarantee.

    It has a due date of its own, as every instalment; a manager may agree to release it
    earlier, which makes it due that day.
    """

    _name = "crm.contract.instalment.retention.mixin"
    _description = "Retention Money"

    is_retention = fields.Boolean(
        string="Retention",
        help="Held back as a guarantee until its due date, or until it is released.",
    )
    date_released = fields.Date(
        string="Released on",
        readonly=True,
        copy=False,
        help="Day on which the retention money was released before its time.",
    )

    def action_release(self):
        for instalment in self:
            instalment._release()

    def _release(self, today=None):
        """Makes retention money due now; managers only, once, before it is paid."""
        self.ensure_one()
        contract = self.contract_id
        contract._check_manager()
        contract._check_state(("effective", "suspended", "closing"))
        if not self.is_retention or self.date_released or self.state == "paid":
            raise UserError(
                self.env._(
                    "%(instalment)s of %(contract)s holds no money back any more: only "
                    "retention money that is neither paid nor released is released.",
                    instalment=self.name,
                    contract=contract.display_name,
                )
            )
        day = today or self.env["crm.customer"]._today(contract.company_id)
        self.sudo().date_released = day
        contract._log_event(
            "released",
            instalment_id=self.id,
            amount=self.amount_open,
            description=self.name,
        )
        contract._refresh_collection()

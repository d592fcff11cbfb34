# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractRebateRun(models.Model):
    """The rebate of one period; it is credited once."""

    _name = "crm.contract.rebate.run"
    _description = "Rebate of a Period"
    _inherit = ["crm.contract.side.document.mixin", "crm.guarded.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "date_from"

    rebate_id = fields.Many2one(
        comodel_name="crm.contract.rebate",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    contract_id = fields.Many2one(
        related="rebate_id.contract_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    amount_base = fields.Monetary(
        string="Invoiced",
        readonly=True,
        help="Invoices less credit notes of the period, without taxes.",
    )
    amount_correction = fields.Monetary(
        string="Correction",
        readonly=True,
        help="What late invoices and credit notes changed in earlier periods.",
    )
    amount = fields.Monetary(string="Rebate Amount", readonly=True)
    state = fields.Selection(
        selection=[
            ("nothing", "Nothing Due"),
            ("open", "To Credit"),
            ("done", "Credited"),
        ],
        compute="_compute_state",
        store=True,
        string="Status",
    )

    _period_unique = models.Constraint(
        "UNIQUE (rebate_id, date_from)", "This period of the rebate is settled already."
    )

    @api.depends("amount", "move_id.state")
    def _compute_state(self):
        for run in self:
            if not run.amount:
                run.state = "nothing"
            else:
                run.state = "done" if run._is_booked() else "open"

    def action_credit(self):
        """The credit note of each period; contract finance, once."""
        for run in self:
            run._book()
        return self._open_moves()

    def _side_move_type(self):
        return "out_refund" if self.contract_id._direction() > 0 else "in_refund"

    def _side_amount(self):
        return self.amount

    def _side_label(self):
        return self.env._(
            "%(contract)s: %(rebate)s %(start)s to %(end)s",
            contract=self.contract_id.name,
            rebate=self.rebate_id.name,
            start=self.date_from,
            end=self.date_to,
        )

    def _side_event(self):
        return "rebated"

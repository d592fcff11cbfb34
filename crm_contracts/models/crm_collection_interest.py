# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCollectionInterest(models.Model):
    """Late interest or costs that were charged: for which item, days and rate.

    It stays when the debt is paid, and the next charge begins where this one ended.
    Deleting the draft invoice or cancelling it takes the charge back.
    """

    _name = "crm.collection.interest"
    _description = "Late Interest"
    _inherit = ["crm.guarded.mixin"]
    _order = "id desc"
    _rec_name = "kind"
    _check_company_auto = True

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        selection=[("interest", "Interest"), ("cost", "Costs")],
        required=True,
        readonly=True,
    )
    move_line_id = fields.Many2one(
        comodel_name="account.move.line",
        string="Late Item",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Late Invoice")
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="Until", required=True, readonly=True)
    amount_days = fields.Float(
        readonly=True,
        digits=(16, 2),
        aggregator=None,
        help="Sum over the days of what was open on each of them.",
    )
    rate = fields.Float(
        string="% a Year", readonly=True, digits=(16, 4), aggregator=None
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(readonly=True)
    invoice_id = fields.Many2one(
        comodel_name="account.move",
        string="Invoice of the Charge",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(related="invoice_id.state", string="Status")

    @api.model
    def _charge_ranks(self, moves):
        """{invoice id: 0 costs, 1 interest} of the invoices that charge something."""
        rows = self.sudo()._read_group(
            [("invoice_id", "in", moves.ids)], ["invoice_id", "kind"]
        )
        return {move.id: 0 if kind == "cost" else 1 for move, kind in rows}

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmDunningNoticeLine(models.Model):
    """An item a notice asked for, as it was on that day.

    The links are for what Odoo still has: an invoice that was reminded can be reset,
    cancelled and deleted like any other, the words stay.
    """

    _name = "crm.dunning.notice.line"
    _description = "Item of a Reminder"
    _inherit = ["crm.guarded.mixin"]
    _order = "notice_id, date_due, id"

    notice_id = fields.Many2one(
        comodel_name="crm.dunning.notice",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    move_line_id = fields.Many2one(
        comodel_name="account.move.line",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Entry")
    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(string="Document", readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(
        string="Asked for",
        readonly=True,
        help="Open, less credits, disputed and promised amounts.",
    )
    step_id = fields.Many2one(
        comodel_name="crm.dunning.step", readonly=True, ondelete="set null", index=True
    )
    step_days = fields.Integer(readonly=True, aggregator=None)
    is_step = fields.Boolean(
        string="Step Taken",
        readonly=True,
        help="The item reached this step; without it the item is only listed.",
    )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerStageMove(models.TransientModel):
    _name = "crm.customer.stage.move"
    _description = "Move Customers by Hand"

    customer_ids = fields.Many2many("crm.customer", required=True)
    stage_set_id = fields.Many2one(
        "crm.lifecycle.stage.set", compute="_compute_stage_set_id"
    )
    stage_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage",
        string="To Stage",
        required=True,
        domain="[('set_id', '=', stage_set_id)]",
    )
    reason = fields.Char(required=True)
    hold_days = fields.Integer(
        string="Keep for (Days)",
        compute="_compute_hold_days",
        store=True,
        readonly=False,
        help="After that the rules decide again.",
    )

    @api.depends("customer_ids")
    def _compute_stage_set_id(self):
        for move in self:
            move.stage_set_id = move.customer_ids[:1].lifecycle_stage_set_id

    @api.depends("stage_id")
    def _compute_hold_days(self):
        for move in self:
            move.hold_days = move.stage_id.manual_hold_days

    def action_move(self):
        self.ensure_one()
        self.customer_ids._move_to_stage(self.stage_id, self.reason, self.hold_days)
        return {"type": "ir.actions.act_window_close"}

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerStageHistory(models.Model):
    _name = "crm.customer.stage.history"
    _description = "Stage History"
    _inherit = ["crm.customer.history.mixin"]
    _order = "date desc, id desc"
    _rec_name = "stage_id"
    _log_access = False

    from_stage_id = fields.Many2one("crm.lifecycle.stage", ondelete="restrict")
    stage_id = fields.Many2one(
        "crm.lifecycle.stage", required=True, ondelete="restrict"
    )
    origin = fields.Selection(
        selection=[
            ("start", "Account opened"),
            ("rule", "Rule"),
            ("manual", "By hand"),
        ],
        required=True,
    )
    user_id = fields.Many2one("res.users", ondelete="set null")
    reason = fields.Char()

    # evidence: what the rule saw
    order_id = fields.Many2one(
        comodel_name="sale.order", string="Proved by", ondelete="set null"
    )
    order_count = fields.Integer(string="Orders")
    amount_12m = fields.Monetary(string="Turnover in 12 Months")
    silence_ratio = fields.Float(string="Silence", aggregator="avg")
    currency_id = fields.Many2one(related="company_id.currency_id")

    _customer_date_idx = models.Index("(customer_id, date)")

    def action_open_evidence(self):
        self.ensure_one()
        if not self.order_id:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "view_mode": "form",
        }

    @api.model
    def _record_manual_move(self, customer, from_stage, reason):
        return self.sudo().create(
            {
                "customer_id": customer.id,
                "from_stage_id": from_stage.id,
                "stage_id": customer.stage_id.id,
                "origin": "manual",
                "user_id": self.env.uid,
                "reason": reason,
                "order_count": customer.order_count,
                "amount_12m": customer.amount_12m,
                "silence_ratio": customer.silence_ratio,
            }
        )

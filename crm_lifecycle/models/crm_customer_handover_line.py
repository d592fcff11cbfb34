# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmCustomerHandoverLine(models.Model):
    _name = "crm.customer.handover.line"
    _description = "Record Handed over"
    _inherit = ["crm.guarded.mixin"]
    _order = "handover_id, id"

    handover_id = fields.Many2one(
        comodel_name="crm.customer.handover",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", readonly=True, ondelete="cascade", index=True
    )
    amount_12m = fields.Monetary(related="customer_id.amount_12m")
    currency_id = fields.Many2one(related="customer_id.currency_id")
    res_model = fields.Char(string="Kind of Record", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    name = fields.Char(readonly=True)
    field_name = fields.Char(required=True, readonly=True)
    to_user_id = fields.Many2one("res.users", string="Successor", required=True)
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("moved", "Moved"),
            ("kept", "Changed meanwhile, left"),
            ("undone", "Given back"),
            ("stays", "Stays, no right to it"),
        ],
        string="Status",
        default="planned",
        required=True,
        readonly=True,
    )

    def write(self, vals):
        if not self.env.su and any(line.state != "planned" for line in self):
            raise UserError(self.env._("This line took place and is kept for good."))
        return super().write(vals)

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVipTierSetLine(models.Model):
    _name = "crm.vip.tier.set.line"
    _description = "Class in a Set of Tiers"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence desc, id"

    set_id = fields.Many2one(
        comodel_name="crm.vip.tier.set", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The higher, the more important.")
    condition = fields.Text(translate=True)
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "Preferred"), ("2", "First")],
        string="Supply Priority",
        default="0",
        required=True,
    )
    answer_factor = fields.Float(string="Answer Time Factor", default=1.0)
    visits_min = fields.Integer(
        string="Visits a Month, at Least", help="0: no visit policy is made."
    )
    visits_max = fields.Integer(string="At Most")

    _visits_in_order = models.Constraint(
        "CHECK (visits_min >= 0 AND visits_max >= visits_min)",
        "The upper number of visits is not below the lower one.",
    )

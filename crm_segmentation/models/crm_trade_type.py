# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmTradeType(models.Model):
    """Kind of trade of a customer; ABC compares customers of one kind (S-462)."""

    _name = "crm.trade.type"
    _description = "Trade Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the type serves every company."
    )
    target_share = fields.Float(
        string="Wanted Share",
        aggregator=None,
        help="Part of the company's turnover that its policy wants from this type.",
    )
    customer_share_required = fields.Float(
        string="Required of Each Customer",
        aggregator=None,
        help="Part of the company's turnover that each customer of this type should "
        "reach; who stays below is marked. Zero: nothing is required.",
    )
    color = fields.Integer()
    customer_count = fields.Integer(compute="_compute_customer_count")

    _target_share_is_part = models.Constraint(
        "CHECK (target_share BETWEEN 0 AND 1)",
        "The wanted share lies between 0 and 100 %.",
    )
    _customer_share_is_part = models.Constraint(
        "CHECK (customer_share_required BETWEEN 0 AND 1)",
        "The required share lies between 0 and 100 %.",
    )

    def _compute_customer_count(self):
        groups = self.env["crm.customer"]._read_group(
            [("trade_type_id", "in", self.ids)], ["trade_type_id"], ["__count"]
        )
        counts = {trade_type.id: count for trade_type, count in groups}
        for trade_type in self:
            trade_type.customer_count = counts.get(trade_type.id, 0)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmScoreXrayLine(models.TransientModel):
    """What one criterion did between the two days, with the way to its documents."""

    _name = "crm.score.xray.line"
    _description = "Line of a Score X-Ray"
    _order = "change, id"

    xray_id = fields.Many2one(
        comodel_name="crm.score.xray", required=True, index=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(related="xray_id.customer_id")
    criterion_id = fields.Many2one("crm.scorecard.criterion", ondelete="cascade")
    name = fields.Char(string="What Counts", compute="_compute_name")
    kind = fields.Selection(related="criterion_id.kind")
    value_from = fields.Float(string="Value Then", digits=(16, 2), readonly=True)
    value_to = fields.Float(string="Value Now", digits=(16, 2), readonly=True)
    points_from = fields.Float(string="Points Then", digits=(16, 1), readonly=True)
    points_to = fields.Float(string="Points Now", digits=(16, 1), readonly=True)
    contribution_from = fields.Float(
        string="Brought Then", digits=(16, 2), readonly=True, aggregator="sum"
    )
    contribution_to = fields.Float(
        string="Brings Now", digits=(16, 2), readonly=True, aggregator="sum"
    )
    change = fields.Float(digits=(16, 2), readonly=True, aggregator="sum")

    @api.depends("criterion_id")
    def _compute_name(self):
        for line in self:
            line.name = line.criterion_id.name or self.env._("One poor makes all poor")

    def action_view_documents(self):
        """The documents behind the value, or the judgements."""
        self.ensure_one()
        customer = self.customer_id
        customer.check_access("read")
        if self.kind == "judged":
            action = customer.action_judge()
            action["domain"] += [("criterion_id", "=", self.criterion_id.id)]
            return action
        return customer._fact_documents(self.criterion_id.fact_name)

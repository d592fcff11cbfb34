# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCreditCriterionLevel(models.Model):
    _name = "crm.credit.criterion.level"
    _description = "Answer of a Scorecard Item"
    _order = "criterion_id, share desc, id"

    criterion_id = fields.Many2one(
        comodel_name="crm.credit.criterion",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(string="Answer", required=True, translate=True)
    value_from = fields.Float(
        string="From", help="Figures and facts: this value and more."
    )
    share = fields.Float(string="Share of the Weight (%)", required=True)

    _share_percent = models.Constraint(
        "CHECK (share >= 0 AND share <= 100)",
        "An answer is worth between 0 and 100 percent.",
    )

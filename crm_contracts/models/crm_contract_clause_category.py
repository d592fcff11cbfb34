# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractClauseCategory(models.Model):
    _name = "crm.contract.clause.category"
    _description = "Category of Clauses"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="Order of the clauses on a contract.")
    active = fields.Boolean(default=True)
    advice = fields.Text(
        translate=True, help="What a clause of this category has to make clear."
    )
    clause_ids = fields.One2many(
        comodel_name="crm.contract.clause", inverse_name="category_id"
    )
    clause_count = fields.Integer(compute="_compute_clause_count")

    def _compute_clause_count(self):
        counts = dict(
            self.env["crm.contract.clause"]._read_group(
                [("category_id", "in", self.ids)], ["category_id"], ["__count"]
            )
        )
        for category in self:
            category.clause_count = counts.get(category, 0)

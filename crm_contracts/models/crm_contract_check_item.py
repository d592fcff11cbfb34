# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractCheckItem(models.Model):
    """One question that is asked of a contract before it is submitted."""

    _name = "crm.contract.check.item"
    _description = "Question of the Review Checklist"
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    advice = fields.Text(translate=True, help="What the reviewer looks at.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_required = fields.Boolean(
        string="Must Be Answered", default=True, help="Without a yes nothing is asked."
    )
    type_ids = fields.Many2many(
        comodel_name="crm.contract.type",
        string="Types",
        help="Empty: contracts of every type.",
    )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmQualificationDocument(models.Model):
    """A paper that the survey collects: company history, accounts, catalogue."""

    _name = "crm.qualification.document"
    _description = "Survey Document of a Checklist"
    _order = "sequence, id"

    template_id = fields.Many2one(
        comodel_name="crm.qualification.template",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean(string="Required", default=True)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmChangeLog(models.Model):
    """What was changed in a customer file: before, after, by whom, when."""

    _name = "crm.change.log"
    _description = "Change of a Customer File"
    _inherit = ["crm.customer.history.mixin"]
    _order = "date desc, id desc"
    _rec_name = "label"
    _log_access = False

    field_model = fields.Char(required=True)
    field_name = fields.Char(string="Technical Name", required=True)
    label = fields.Char(string="Field", compute="_compute_label")
    old_text = fields.Text(string="Before")
    new_text = fields.Text(string="After")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Changed by", required=True, index=True
    )

    @api.depends("field_name", "field_model")
    @api.depends_context("lang")
    def _compute_label(self):
        for line in self:
            known = self.env[line.field_model]._fields if line.field_model else {}
            field = known.get(line.field_name)
            line.label = (
                field._description_string(self.env) if field else line.field_name
            )

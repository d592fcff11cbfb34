# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmExportLog(models.Model):
    """Who took customer data out of the system, which, and when."""

    _name = "crm.export.log"
    _description = "Export Log"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "model"
    _log_access = False

    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    model = fields.Char(string="Data", help="Kind of records taken out.")
    record_count = fields.Integer(string="Records")
    field_names = fields.Char(string="Columns")

    @api.model
    def _log_export(self, records, names):
        """Notes that the user takes `records` out with the columns `names`."""
        return self._log_count(records._name, len(records), names)

    @api.model
    def _log_count(self, model, count, names):
        """The same for rows that are too many to be held as records."""
        return self.sudo().create(
            {
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "model": self.env["ir.model"]._get(model).name,
                "record_count": count,
                "field_names": ", ".join(names)[:2000],
            }
        )

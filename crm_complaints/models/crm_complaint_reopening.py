# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintReopening(models.Model):
    """A time in which a complaint was solved or closed, before it was opened again.

    The complaint forgets its former end then; who asks how many were open on a day of
    the past finds it here.
    """

    _name = "crm.complaint.reopening"
    _description = "Reopening"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "date"
    _log_access = False

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    date_done = fields.Datetime(string="Solved or Closed on", required=True)
    date = fields.Datetime(string="Reopened on", required=True, index=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="By", ondelete="set null"
    )
    reason = fields.Char()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintSheetSign(models.Model):
    """Who signed which step of an 8D sheet, or took a signature back, and when."""

    _name = "crm.complaint.sheet.sign"
    _description = "Signature of an 8D Step"
    _inherit = ["crm.append.only.mixin"]
    _order = "id"
    _rec_name = "step"

    sheet_id = fields.Many2one(
        comodel_name="crm.complaint.sheet",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    complaint_id = fields.Many2one(
        related="sheet_id.complaint_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="sheet_id.company_id", store=True, precompute=True, index=True
    )
    step = fields.Selection(
        selection=[(str(n), f"D{n}") for n in range(1, 9)],
        required=True,
        readonly=True,
    )
    kind = fields.Selection(
        selection=[("sign", "Signed"), ("unsign", "Taken back")],
        string="What",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    date = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )

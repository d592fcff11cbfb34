# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSegmentMembership(models.Model):
    """From when to when a customer belonged to a segment; written by the refresh."""

    _name = "crm.segment.membership"
    _description = "Segment Membership"
    _inherit = ["crm.append.only.mixin"]
    _order = "date_from desc, id desc"
    _log_access = False

    segment_id = fields.Many2one(
        comodel_name="crm.segment", required=True, ondelete="cascade", index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    date_from = fields.Date(string="Entered on", required=True)
    date_to = fields.Date(string="Left on", help="Empty: still a member.")

    _open_unique = models.UniqueIndex(
        "(segment_id, customer_id) WHERE date_to IS NULL",
        "The customer is a member already.",
    )

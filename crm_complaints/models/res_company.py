# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    complaint_limit_agent = fields.Monetary(
        string="Compensation Limit of an Agent", default=500.0
    )
    complaint_limit_manager = fields.Monetary(
        string="Compensation Limit of a Complaint Manager", default=5000.0
    )
    complaint_low_rating = fields.Integer(
        string="Unhappy up to",
        default=2,
        help="Ratings (1 to 5) up to this number call the team leader.",
    )
    complaint_upload_mb = fields.Integer(
        string="Largest File of a Complaint (MB)", default=8
    )
    complaint_upload_count = fields.Integer(
        string="Files of a Complaint at Most", default=5
    )
    complaint_sale_warning = fields.Selection(
        selection=[
            ("off", "No warning"),
            ("warn", "Warn"),
            ("block", "Refuse to send and confirm"),
        ],
        string="Selling while a Complaint is Open",
        default="warn",
        required=True,
    )
    complaint_care_days = fields.Integer(
        string="Care after a Complaint (Days)", default=7
    )

    _complaint_care_days_positive = models.Constraint(
        "CHECK (complaint_care_days >= 0)", "The days until care cannot be negative."
    )
    _complaint_numbers_positive = models.Constraint(
        "CHECK (complaint_limit_agent >= 0 AND complaint_limit_manager >= 0"
        " AND complaint_low_rating BETWEEN 0 AND 5"
        " AND complaint_upload_mb > 0 AND complaint_upload_count >= 0)",
        "Limits cannot be negative, ratings go from 0 to 5, and a file needs at least "
        "one megabyte.",
    )

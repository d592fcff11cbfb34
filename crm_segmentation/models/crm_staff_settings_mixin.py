# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmStaffSettingsMixin(models.AbstractModel):
    """How a company asks its staff about the CRM."""

    _name = "crm.staff.settings.mixin"
    _description = "Settings of Questions to Staff"

    segmentation_staff_is_asked = fields.Boolean(
        string="Ask Staff about the CRM",
        help="Once a quarter, in its last weeks, who has not answered yet is asked.",
    )
    segmentation_staff_ask_days = fields.Integer(
        string="Days before the End of the Quarter", default=21
    )
    segmentation_staff_least_answers = fields.Integer(
        string="Answers of Staff before an Average is Shown", default=3
    )
    segmentation_staff_date_asked = fields.Date(
        string="Staff Asked for Quarter", readonly=True
    )

    _staff_numbers = models.Constraint(
        "CHECK (segmentation_staff_least_answers >= 3"
        " AND segmentation_staff_ask_days BETWEEN 1 AND 89)",
        "An average of staff is shown from three answers on, so that nobody's answer "
        "can be told; staff is asked 1 to 89 days before the quarter ends.",
    )

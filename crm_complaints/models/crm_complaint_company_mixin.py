# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintCompanyMixin(models.AbstractModel):
    """What a company decides about intake, portal, repeats and outbreaks."""

    _name = "crm.complaint.company.mixin"
    _description = "Complaint Intake of a Company"

    complaint_portal_scope = fields.Selection(
        selection=[
            ("company", "All complaints of their company"),
            ("own", "Their own complaints only"),
        ],
        string="Contact Persons See",
        default="company",
        required=True,
        help="The company's own log-in always sees all of its complaints.",
    )
    complaint_reopen_days = fields.Integer(
        string="Days to Reopen",
        default=14,
        help="So many days after the solution a customer may reopen; 0: never.",
    )
    complaint_escalate_days = fields.Integer(
        string="Days between Escalations",
        default=2,
        help="A customer may escalate the same complaint once in so many days.",
    )
    complaint_repeat_days = fields.Integer(
        string="Repeat within Days",
        default=90,
        help="A further complaint of the same customer about the same product, cause "
        "or category within so many days is a repeat; 0: nothing is.",
    )
    complaint_tell_days = fields.Integer(
        string="Days to Tell the Other Party",
        default=3,
        help="A dispute is told to the other party within so many days of the event.",
    )
    complaint_ack_per_hour = fields.Integer(
        string="Acknowledgements per Hour",
        default=5,
        help="One mail address gets at most so many acknowledgements in an hour, so "
        "that two robots do not answer each other for ever; 0: no limit.",
    )
    complaint_public_enabled = fields.Boolean(string="Public Complaint Form")
    complaint_public_per_ip = fields.Integer(
        string="Messages per Hour of a Computer", default=10
    )
    complaint_public_per_mail = fields.Integer(
        string="Messages per Hour of a Mail Address", default=3
    )
    complaint_public_seconds = fields.Integer(
        string="Seconds to Fill the Form",
        default=3,
        help="Nobody types faster; robots do.",
    )
    complaint_public_keep_days = fields.Integer(
        string="Days to Confirm a Web Message",
        default=14,
        help="Unconfirmed messages are deleted after so many days.",
    )
    complaint_public_reminder_hours = fields.Integer(
        string="Hours until the Reminder",
        default=24,
        help="Who has not confirmed his web message by then gets the link once more, "
        "once; 0: no reminder.",
    )
    complaint_public_notice_days = fields.Integer(
        string="Days of Notice",
        default=3,
        help="So many days before web messages are deleted the team leader gets a "
        "to-do with their number; 0: none.",
    )
    complaint_radar_days = fields.Integer(
        string="Days Watched",
        default=30,
        help="Cases of so many days are compared with the expected number.",
    )
    complaint_radar_history_days = fields.Integer(
        string="Days of History",
        default=365,
        help="Days before these that tell how many cases are usual.",
    )
    complaint_radar_minimum = fields.Integer(
        string="Cases at Least",
        default=3,
        help="Fewer cases are never an outbreak; 0: no radar.",
    )
    complaint_radar_confidence = fields.Float(
        string="Confidence (%)",
        default=99.0,
        help="How sure the radar must be that so many cases are no chance.",
    )

    _complaint_reminder_positive = models.Constraint(
        "CHECK (complaint_public_reminder_hours >= 0"
        " AND complaint_public_notice_days >= 0)",
        "Hours until the reminder and days of notice of the public form cannot be "
        "negative.",
    )
    _complaint_intake_positive = models.Constraint(
        "CHECK (complaint_reopen_days >= 0 AND complaint_escalate_days >= 0"
        " AND complaint_repeat_days >= 0 AND complaint_tell_days >= 0"
        " AND complaint_ack_per_hour >= 0 AND complaint_public_per_ip > 0"
        " AND complaint_public_per_mail > 0 AND complaint_public_seconds >= 0"
        " AND complaint_public_keep_days > 0 AND complaint_radar_days > 0"
        " AND complaint_radar_history_days > 0 AND complaint_radar_minimum >= 0"
        " AND complaint_radar_confidence > 0 AND complaint_radar_confidence < 100)",
        "Days and limits of complaints cannot be negative; limits of the public form "
        "and days watched are at least 1, and confidence lies between 0 and 100.",
    )

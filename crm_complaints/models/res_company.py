# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "crm.complaint.company.mixin"]

    complaint_limit_agent = fields.Monetary(
        string="Compensation Limit of an Agent",
        default=500.0,
        groups="base.group_user",
    )
    complaint_limit_manager = fields.Monetary(
        string="Compensation Limit of a Complaint Manager",
        default=5000.0,
        groups="base.group_user",
    )
    complaint_limit_days = fields.Integer(
        string="Limits Count the Last Days",
        default=30,
        help="What the customer was granted in other cases of these days, without "
        "anybody's approval, counts towards the limit as well.",
    )
    complaint_offer_days = fields.Integer(
        string="Offers Are Valid for Days",
        default=30,
        help="Zero: offers have no end.",
    )
    complaint_discount_days = fields.Integer(
        string="Discounts Are Usable for Days", default=180
    )
    complaint_discount_auto = fields.Boolean(
        string="Use Promised Discounts at Once",
        default=True,
        help="The next new quotation that is large enough carries the discount.",
    )
    complaint_goodwill_product_id = fields.Many2one(
        comodel_name="product.product",
        string="Product of Goodwill",
        help="Goodwill is booked on the income account of this product; empty: on the "
        "product Goodwill.",
    )
    complaint_refund_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Pays Back",
        domain="[('share', '=', False)]",
        help="Gets an activity for each refund that a customer accepted.",
    )
    complaint_credit_note_state = fields.Selection(
        selection=[
            ("posted", "Posted at once"),
            ("draft", "Left as a draft for accounting"),
        ],
        string="Credit Notes of Compensations",
        default="posted",
        required=True,
        help="A draft counts as given as soon as the customer accepted; its cost "
        "counts from the day on which accounting posts it.",
    )
    complaint_accountant_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Posts Credit Notes",
        domain="[('share', '=', False)]",
        help="Gets an activity for each draft; empty: who pays back.",
    )
    complaint_disputed_scope = fields.Selection(
        selection=[
            ("dispute", "Disputes only"),
            ("claimed", "Disputes, and complaints with a claimed amount"),
            ("all", "Disputes and complaints"),
        ],
        string="Disputed Amounts",
        default="claimed",
        required=True,
        help="Which open cases make an amount of an invoice disputed: nobody is asked "
        "to pay it until the case is solved.",
    )
    complaint_return_note = fields.Text(
        string="How to Send Goods Back",
        translate=True,
        help="Shown to customers who accepted to send goods back.",
    )
    complaint_low_rating = fields.Integer(
        string="Unhappy up to",
        default=2,
        help="Ratings (1 to 5) up to this number call the team leader.",
    )
    complaint_low_rating_step = fields.Selection(
        selection=[
            ("call", "The leader calls"),
            ("reopen", "The leader calls, and the complaint is opened again"),
            ("escalate", "It is opened again and escalated"),
        ],
        string="After a Low Rating",
        default="call",
        required=True,
    )
    complaint_confirmation_required = fields.Boolean(
        string="Closed with the Customer's Confirmation Only",
        help="Complaints, disputes and service requests are closed when the customer "
        "says that they are solved; a category may ask for it too.",
    )
    complaint_confirmation_days = fields.Integer(
        string="Days to Confirm",
        default=14,
        help="A solved complaint without an answer closes by itself; 0: never.",
    )
    complaint_rating_reminder_days = fields.Integer(
        string="Reminder to Rate (Days)",
        default=3,
        help="Days after closing, once and only without a rating; 0: no reminder.",
    )
    complaint_callback = fields.Selection(
        selection=[
            ("none", "Nobody"),
            ("unhappy", "Unhappy customers"),
            ("quiet", "Unhappy customers and those who gave no rating"),
        ],
        string="Call Back",
        default="unhappy",
        required=True,
    )
    complaint_callback_percent = fields.Integer(
        string="Call Back at Random (%)",
        default=0,
        help="So many of the other closed complaints are drawn for a call.",
    )
    complaint_callback_days = fields.Integer(
        string="Call Back after (Days)",
        default=7,
        help="Days after closing in which the customer may still rate.",
    )
    complaint_upload_mb = fields.Integer(
        string="Largest File of a Complaint (MB)", default=8
    )
    complaint_upload_count = fields.Integer(
        string="Files of a Complaint at Most", default=5
    )
    complaint_hour_cost = fields.Monetary(
        string="Cost of an Hour of Handling Complaints",
        default=0.0,
        groups="base.group_user",
    )
    complaint_supplier_days = fields.Integer(
        string="Days for a Supplier to Answer", default=5
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

    _complaint_voice_days = models.Constraint(
        "CHECK (complaint_confirmation_days >= 0 AND complaint_callback_days >= 0"
        " AND complaint_rating_reminder_days >= 0"
        " AND complaint_callback_percent BETWEEN 0 AND 100)",
        "Days of confirmation, reminder and call-back are not negative; the share of "
        "call-backs at random goes from 0 to 100 percent.",
    )
    _complaint_work_numbers_positive = models.Constraint(
        "CHECK (complaint_hour_cost >= 0 AND complaint_supplier_days >= 0)",
        "Cost of an hour and days for suppliers cannot be negative.",
    )
    _complaint_care_days_positive = models.Constraint(
        "CHECK (complaint_care_days >= 0)", "The days until care cannot be negative."
    )
    _complaint_days_positive = models.Constraint(
        "CHECK (complaint_limit_days >= 0 AND complaint_offer_days >= 0"
        " AND complaint_discount_days > 0)",
        "Numbers of days cannot be negative; a discount is usable for at least one.",
    )
    _complaint_numbers_positive = models.Constraint(
        "CHECK (complaint_limit_agent >= 0 AND complaint_limit_manager >= 0"
        " AND complaint_low_rating BETWEEN 0 AND 5"
        " AND complaint_upload_mb > 0 AND complaint_upload_count >= 0)",
        "Limits cannot be negative, ratings go from 0 to 5, and a file needs at least "
        "one megabyte.",
    )

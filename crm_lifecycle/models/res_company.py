# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import ormcache

_logger = logging.getLogger(__name__)

# How the names of the suite's settings begin.
SETTINGS = (
    "cockpit_",
    "collection_",
    "complaint_",
    "contract_",
    "crm_",
    "lifecycle_",
    "segmentation_",
    "value_",
)


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "crm.company.vip.mixin"]

    lifecycle_protection_months = fields.Integer(
        string="Protection Period (Months)", default=6
    )
    lifecycle_registration_hours = fields.Integer(
        string="Registration within (Hours)", default=24
    )
    lifecycle_rhythm_days = fields.Integer(string="Usual Buying Rhythm", default=90)
    lifecycle_rhythm_floor = fields.Integer(
        string="Shortest Believed Buying Rhythm", default=7
    )
    lifecycle_twin_threshold = fields.Integer(
        string="Likeness that Counts as Twin", default=60
    )
    lifecycle_review_on = fields.Boolean(string="Review after the Protection Period")
    lifecycle_weekly_list = fields.Boolean(string="Weekly List of Registrations")
    lifecycle_attribution = fields.Boolean(string="Results of Person or Department")
    lifecycle_quote_conflict = fields.Selection(
        selection=[("off", "Off"), ("warn", "Warn"), ("block", "Block")],
        string="Two Salespeople Quote One Product",
        default="off",
        required=True,
    )
    lifecycle_quote_conflict_days = fields.Integer(
        string="Days of Quotations to Compare", default=90
    )

    lifecycle_twin_policy = fields.Selection(
        selection=[
            ("allow", "Do not look for duplicates"),
            ("show", "Show possible duplicates"),
            ("block", "Refuse duplicates without a reason"),
        ],
        string="Duplicates",
        default="show",
        required=True,
    )
    lifecycle_visit_position = fields.Boolean(
        string="Position at Visits",
        help="Visitors may record where they stand, by pressing a button.",
    )
    lifecycle_visit_worth_days = fields.Integer(
        string="Orders after a Visit (Days)", default=30
    )
    lifecycle_followup_days = fields.Integer(string="Follow-up within", default=30)
    lifecycle_report_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_lifecycle_report_user_rel",
        string="Weekly Report to",
        help="Who gets the work report each Monday; nobody: it is not made.",
    )
    lifecycle_report_week = fields.Date(
        help="Monday of the last week that was reported."
    )
    lifecycle_stage_set_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage.set",
        string="Stage Set",
        readonly=True,
        ondelete="restrict",
        help="Stages this company follows; empty: the standard stages.",
    )
    lifecycle_file_review_months = fields.Integer(
        string="Review of Customer Files (Months)", default=12
    )
    lifecycle_dynamic_by_leader = fields.Boolean(
        string="Outlook by Leaders",
        help="Only leaders and archive keepers write the outlook of a customer.",
    )
    lifecycle_keeper_edits = fields.Boolean(
        string="Archive by Keepers",
        help="Only archive keepers edit customer files; others ask for the change.",
    )
    lifecycle_contacts_limited = fields.Boolean(
        string="Contacts Follow Their Customers",
        help="Salespeople see contacts of customers only when they see the customer.",
    )
    lifecycle_export_contacts = fields.Boolean(
        string="Contacts and Orders under the Export Right",
        help="Contacts, orders and opportunities of customers leave by that right too.",
    )
    lifecycle_retention_years = fields.Integer(
        string="Keep Customer Files (Years)",
        help="Without dealings for so long a file is listed for anonymising; 0: never.",
    )
    lifecycle_declaration = fields.Html(string="Confidentiality Declaration")
    lifecycle_declaration_version = fields.Integer(default=1, readonly=True)
    lifecycle_declaration_required = fields.Boolean(
        string="Declare before Opening Files"
    )
    lifecycle_login_watch = fields.Boolean(
        string="Log-in Watch",
        help="Working days without a log-in are listed and the person is reminded.",
    )
    lifecycle_login_travel = fields.Integer(
        string="Log-ins in a Week of Travel", default=2
    )
    lifecycle_login_weeks = fields.Integer(string="Notice after (Weeks)", default=2)
    lifecycle_archive_file = fields.Boolean(
        string="Monthly File of Customers",
        help="Directors get the customers of each manager as a file each month.",
    )
    lifecycle_archive_month = fields.Date(help="Month of the last file of customers.")
    lifecycle_plant_report = fields.Boolean(
        string="Reports of Residents",
        help="Resident staff at customers' plants report each week, due on Friday.",
    )
    lifecycle_material_days = fields.Integer(
        string="Same Material Again (Days)", default=90
    )
    lifecycle_stock_days = fields.Integer(string="Stock to Offer (Days)", default=30)
    lifecycle_qualification_policy = fields.Selection(
        selection=[("off", "Off"), ("warn", "Warn"), ("block", "Block")],
        string="Sell to Qualified Customers Only",
        default="off",
        required=True,
    )
    lifecycle_qualification_from = fields.Date(
        string="For Customers Opened since",
        help="Customers whose account is older need no qualification; empty: all do.",
    )
    lifecycle_code_when = fields.Selection(
        selection=[
            ("never", "By hand only"),
            ("opened", "When the account opens"),
            ("accepted", "When a qualification is accepted"),
        ],
        string="Customer Codes",
        default="never",
        required=True,
    )
    lifecycle_code_sequence_id = fields.Many2one(
        comodel_name="ir.sequence",
        string="Sequence of Customer Codes",
        readonly=True,
        ondelete="set null",
    )
    lifecycle_relation_few = fields.Integer(string="Few Customers", default=10)
    lifecycle_relation_many = fields.Integer(string="Many Customers", default=100)
    lifecycle_relation_high = fields.Integer(string="High Worth (%)", default=150)
    lifecycle_relation_low = fields.Integer(string="Low Worth (%)", default=75)
    lifecycle_loss_tolerated = fields.Float(
        string="Tolerated Loss per Month (%)",
        help="Share of customers that may get lost in a month; 0: no limit.",
    )
    lifecycle_loss_tolerated_12m = fields.Float(
        string="Tolerated Loss in 12 Months (%)",
        help="Share of customers that may get lost within 12 months; 0: no limit.",
    )
    lifecycle_offer_consent = fields.Boolean(
        string="News Only with Consent",
        help="News and offers go only to customers who agreed to get them.",
    )
    lifecycle_sms = fields.Boolean(
        string="Urge by SMS",
        help="Who is urged or gets a task from a leader also gets a text message.",
    )
    lifecycle_win_back_task = fields.Boolean(
        string="Win-back Tasks",
        help="The owner of a customer that is lost gets a task to win it back.",
    )

    _lifecycle_file_positive = models.Constraint(
        "CHECK (lifecycle_file_review_months > 0 AND lifecycle_stock_days > 0"
        " AND lifecycle_material_days >= 0)",
        "Reviews need at least a month, stock at least a day.",
    )
    _lifecycle_relation_bounds = models.Constraint(
        "CHECK (lifecycle_relation_few >= 0"
        " AND lifecycle_relation_many > lifecycle_relation_few"
        " AND lifecycle_relation_low >= 0"
        " AND lifecycle_relation_high > lifecycle_relation_low)",
        "Many customers are more than few, and a high worth is more than a low one.",
    )
    _lifecycle_visit_days_positive = models.Constraint(
        "CHECK (lifecycle_visit_worth_days > 0 AND lifecycle_followup_days > 0)",
        "Periods of visits and follow-ups need at least one day.",
    )
    _lifecycle_numbers_positive = models.Constraint(
        "CHECK (lifecycle_protection_months >= 0 AND lifecycle_registration_hours >= 0"
        " AND lifecycle_rhythm_days > 0 AND lifecycle_rhythm_floor > 0"
        " AND lifecycle_twin_threshold BETWEEN 1 AND 100)",
        "Periods cannot be negative, rhythms need at least one day, and the likeness "
        "is between 1 and 100.",
    )

    _lifecycle_loss_percent = models.Constraint(
        "CHECK (lifecycle_loss_tolerated BETWEEN 0 AND 100"
        " AND lifecycle_loss_tolerated_12m BETWEEN 0 AND 100)",
        "A tolerated loss is a percentage between 0 and 100.",
    )
    _lifecycle_login_sane = models.Constraint(
        "CHECK (lifecycle_login_travel BETWEEN 0 AND 7 AND lifecycle_login_weeks > 0"
        " AND lifecycle_retention_years >= 0)",
        "A week has seven days; notices and retention need whole periods.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        if any(vals.get("lifecycle_contacts_limited") for vals in vals_list):
            self._switch_contact_rule()
        return companies

    def write(self, vals):
        if "lifecycle_declaration" in vals:
            for company in self:
                company.lifecycle_declaration_version += 1
        result = super().write(vals)
        if "lifecycle_declaration" in vals:
            self.env["crm.declaration"]._ask_everybody(self)
        if "lifecycle_contacts_limited" in vals:
            self._switch_contact_rule()
        kept = (*SETTINGS, "resource_calendar_id")
        if any(name.startswith(kept) for name in vals):
            self.env.registry.clear_cache()
        return result

    @api.model
    def _post_model_setup__(self):
        """Settings are read when one of them is asked for, all of them together.

        Otherwise every document that asks its company for the currency, say, would
        read a row of twice the width.
        """
        result = super()._post_model_setup__()
        for name, field in self._fields.items():
            if name.startswith(SETTINGS) and field.prefetch is True:
                field.prefetch = "crm_settings"
        return result

    def _has_field_access(self, field, operation):
        """Customers in the portal do not read how they are judged and handled."""
        allowed = super()._has_field_access(field, operation)
        if not allowed or self.env.su or not field.name.startswith(SETTINGS):
            return allowed
        return bool(self.env.uid) and self.env.user._is_internal()

    @ormcache("self.id", "name")
    def _setting(self, name):
        """A setting that documents ask for again and again, kept in memory.

        Records are given as their id.
        """
        value = self.sudo()[name]
        return value.id if isinstance(value, models.BaseModel) else value

    @ormcache("self.id")
    def _calendar_zone(self):
        """The time zone of the company's working hours, kept in memory."""
        return self.sudo().resource_calendar_id.tz

    @contextmanager
    def _on_its_own(self, job):
        """What a nightly job does for one company; a fault undoes and logs that part.

        Without it the first company with a fault would keep the job from all others.
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                yield
        except Exception:
            _logger.exception("%s: company %s (%s) failed", job, self.id, self.name)

    @api.model
    def _companies_limiting_contacts(self):
        return self.search([("lifecycle_contacts_limited", "=", True)])

    @api.model
    def _switch_contact_rule(self):
        """The rule of contacts exists only while a company wants it."""
        rule = self.env.ref("crm_lifecycle.res_partner_rule_customer").sudo()
        rule.active = bool(self.sudo()._companies_limiting_contacts())
        self.env.registry.clear_cache()

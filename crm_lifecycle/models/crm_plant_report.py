# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

LEADERS = "crm_lifecycle.crm_lifecycle_group_team"


class CrmPlantReport(models.Model):
    """What resident staff reports from a customer's plant, by a day (S-196).

    Each person's reports are appraised: in time or not by the clock, accurate or not by
    the leader who compares them with what came true.
    """

    _name = "crm.plant.report"
    _description = "Report from a Customer's Plant"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date_due desc, id desc"
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Resident",
        required=True,
        readonly=True,
        index=True,
    )
    date_due = fields.Date(string="Due on", required=True, readonly=True)
    production = fields.Float(string="Produced", aggregator=None)
    consumption = fields.Float(string="Used", aggregator=None)
    stock = fields.Float(string="In Stock", aggregator=None)
    staff = fields.Integer(string="People at Work", aggregator=None)
    note = fields.Text(string="What Else", help="Plans, repairs, rivals seen there.")
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False)
    days_late = fields.Integer(readonly=True, copy=False, aggregator="avg")
    accuracy = fields.Selection(
        selection=[
            ("right", "Right"),
            ("small", "Small Errors"),
            ("wrong", "Wrong"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
    )
    accuracy_percent = fields.Float(
        string="Accuracy (%)", readonly=True, copy=False, aggregator="avg"
    )
    reviewer_id = fields.Many2one(
        comodel_name="res.users", string="Appraised by", readonly=True, copy=False
    )
    state = fields.Selection(
        selection=[("due", "Due"), ("sent", "Sent"), ("appraised", "Appraised")],
        string="Status",
        default="due",
        required=True,
        readonly=True,
        index=True,
    )

    _once = models.UniqueIndex(
        "(customer_id, date_due)", "This report was asked for already."
    )
    _not_negative = models.Constraint(
        "CHECK (production >= 0 AND consumption >= 0 AND stock >= 0 AND staff >= 0)",
        "Quantities in a report cannot be negative.",
    )

    def write(self, vals):
        if not self.env.su:
            self._check_resident()
        return super().write(vals)

    def action_send(self):
        for report in self:
            report._check_resident()
            day = self.env["crm.customer"]._today(report.company_id)
            report.sudo().write(
                {
                    "state": "sent",
                    "date_sent": fields.Datetime.now(),
                    "days_late": max((day - report.date_due).days, 0),
                }
            )

    def action_right(self):
        self._appraise("right")

    def action_small(self):
        self._appraise("small")

    def action_wrong(self):
        self._appraise("wrong")

    def _check_resident(self):
        """Who lives there writes the report, until it is sent."""
        for report in self:
            if report.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "The report from %(customer)s is written by %(user)s.",
                        customer=report.customer_id.sudo()._shown_name(),
                        user=report.user_id.name,
                    )
                )
            if report.state != "due":
                raise UserError(
                    self.env._("This report was sent and is kept as it is.")
                )

    def _appraise(self, accuracy):
        percent = {"right": 100.0, "small": 50.0, "wrong": 0.0}[accuracy]
        for report in self:
            report.check_access("read")
            if not self.env.user.has_group(LEADERS) or report.user_id == self.env.user:
                raise AccessError(
                    self.env._("A leader who did not write the report appraises it.")
                )
            if report.state != "sent":
                raise UserError(
                    self.env._("Only reports that were sent are appraised, once.")
                )
            report.sudo().write(
                {
                    "accuracy": accuracy,
                    "accuracy_percent": percent,
                    "reviewer_id": self.env.uid,
                    "state": "appraised",
                }
            )

    @api.model
    def _open_due(self, company, day):
        """Asks each resident for the report of the week, due on its Friday."""
        friday = day - timedelta(days=day.weekday()) + timedelta(days=4)
        plants = self.env["crm.customer"].search(
            Domain("company_id", "=", company.id)
            & Domain("resident_user_id", "!=", False)
        )
        known = self.search(
            Domain("customer_id", "in", plants.ids) & Domain("date_due", "=", friday)
        )
        return self.create(
            [
                {
                    "customer_id": plant.id,
                    "user_id": plant.resident_user_id.id,
                    "date_due": friday,
                }
                for plant in plants - known.customer_id
            ]
        )

    @api.model
    def _cron_open_due(self, today=None):
        wanting = Domain("lifecycle_plant_report", "=", True)
        for company in self.env["res.company"].search(wanting):
            day = today or self.env["crm.customer"]._today(company)
            with company._on_its_own("Reports of residents"):
                self._open_due(company, day)

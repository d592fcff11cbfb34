# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_complaint_turns import hold
from .crm_satisfaction_rules import draw_number

# Cases closed longer ago than this are not called any more.
CALLBACK_WINDOW_DAYS = 60


class CrmComplaintCallback(models.Model):
    """The supervisor's follow-up: a call to the customer after the case is closed."""

    _name = "crm.complaint.callback"
    _description = "Call-back"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.complaint.caller.mixin",
        "crm.guarded.mixin",
        "mail.thread",
    ]
    _order = "date_due, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset(
        {"company_id", "complaint_id", "customer_id", "invitation_id", "reason"}
    )

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", index=True, ondelete="cascade", check_company=True
    )
    invitation_id = fields.Many2one(
        comodel_name="crm.satisfaction.invitation",
        string="Survey Answer",
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Contact", required=True
    )
    phone = fields.Char(related="partner_id.phone")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Caller",
        index=True,
        tracking=True,
        domain="[('share', '=', False)]",
    )
    reason = fields.Selection(
        selection=[
            ("unhappy", "Unhappy"),
            ("unrated", "Gave No Rating"),
            ("sample", "Drawn at Random"),
            ("survey", "Survey Answer"),
        ],
        required=True,
    )
    date_due = fields.Date(string="Due on", required=True, index=True)
    note = fields.Char(
        string="What the Customer Said", help="Kept with the result of the call."
    )
    attempts = fields.Integer(string="Not Reached", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("open", "To Call"),
            ("satisfied", "Satisfied"),
            ("reopened", "Reopened"),
            ("filed", "New Case Filed"),
            ("dropped", "No Longer Needed"),
        ],
        default="open",
        required=True,
        index=True,
        tracking=True,
    )
    date_done = fields.Datetime(string="Called on", readonly=True, copy=False)
    done_user_id = fields.Many2one(
        comodel_name="res.users", string="Called by", readonly=True, copy=False
    )
    new_complaint_id = fields.Many2one(
        comodel_name="crm.complaint", string="New Case", readonly=True, copy=False
    )

    _complaint_idx = models.UniqueIndex(
        "(complaint_id) WHERE complaint_id IS NOT NULL AND state = 'open'",
        "This complaint already has an open call-back.",
    )
    _invitation_idx = models.UniqueIndex(
        "(invitation_id) WHERE invitation_id IS NOT NULL",
        "This answer already has a call-back.",
    )

    @api.depends("complaint_id.display_name", "customer_id", "reason")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for callback in self:
            case, invitation = callback.complaint_id, callback.invitation_id
            about = case.display_name or invitation.display_name
            callback.display_name = f"{about or ''} {callback.customer_id.display_name}"

    def action_satisfied(self):
        for callback in self:
            callback._check_open()
            callback._finish("satisfied")

    def action_reopen(self):
        """Not satisfied: the case is opened again with the customer's words."""
        for callback in self:
            callback._check_open()
            complaint = callback.complaint_id
            if not complaint:
                raise UserError(
                    self.env._(
                        "%s is about an answer to a survey: use “File a Case”.",
                        callback.display_name,
                    )
                )
            words = callback.note or self.env._("the customer is not satisfied")
            callback._finish("reopened")
            complaint._reopen(self.env._("Call-back: %s", words))

    def action_not_reached(self):
        """Tomorrow again; on Friday and Saturday that is Monday."""
        for callback in self:
            callback._check_open()
            day = max(callback.date_due, fields.Date.context_today(callback))
            step = {4: 3, 5: 2}.get(day.weekday(), 1)
            callback.sudo().write(
                {
                    "attempts": callback.attempts + 1,
                    "date_due": day + timedelta(days=step),
                }
            )

    def action_file_case(self):
        """A new case with what the customer said, and the form of it."""
        self.ensure_one()
        self._check_open()
        complaint = self.env["crm.complaint"].with_company(self.company_id)
        complaint = complaint.create(self._prepare_case_values())
        self.sudo().new_complaint_id = complaint
        self._finish("filed")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint",
            "res_id": complaint.id,
            "views": [(False, "form")],
        }

    def action_open_source(self):
        self.ensure_one()
        source = self.complaint_id or self.invitation_id
        return {
            "type": "ir.actions.act_window",
            "res_model": source._name,
            "res_id": source.id,
            "views": [(False, "form")],
        }

    def _prepare_case_values(self):
        said = self.note or self.invitation_id._words()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "channel": "phone",
            "kind": "complaint",
            "description": said or self.env._("Dissatisfied in a survey"),
        }

    def _check_open(self):
        """Raises unless the acting user may record the result of an open call-back."""
        self.ensure_one()
        self.check_access("write")
        self._check_four_eyes()
        hold(self)
        self.invalidate_recordset(["state"])
        if self.state != "open":
            raise UserError(
                self.env._(
                    "%(callback)s has its result already (%(state)s).",
                    callback=self.display_name,
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )

    def _finish(self, state):
        self.sudo().write(
            {
                "state": state,
                "date_done": fields.Datetime.now(),
                "done_user_id": self.env.uid,
            }
        )
        words = self.note
        if self.complaint_id and words and state == "satisfied":
            self.complaint_id.sudo().message_post(
                body=self.env._("Call-back, satisfied: %s", words),
                author_id=self.env.user.partner_id.id,
            )

    def _drop(self):
        """The case is open again: nobody calls about its closing."""
        self.sudo().filtered(lambda c: c.state == "open").write({"state": "dropped"})

    @api.model
    def _why(self, complaint, rating, now):
        """Reason to call about a closed case, or nothing; now: naive UTC."""
        company = complaint.company_id
        if rating and rating <= company.complaint_low_rating:
            return "unhappy" if company.complaint_callback != "none" else ""
        waited = now - complaint.date_closed >= timedelta(
            days=company.complaint_callback_days
        )
        if not waited:
            return ""
        if not rating and company.complaint_callback == "quiet":
            return "unrated"
        number = draw_number("callback", complaint.id) * 100
        return "sample" if number < company.complaint_callback_percent else ""

    @api.model
    def _prepare_callback_values(self, complaint, reason, now):
        local = fields.Datetime.context_timestamp(
            complaint.with_context(tz=complaint._calendar().tz or "UTC"), now
        )
        return {
            "complaint_id": complaint.id,
            "company_id": complaint.company_id.id,
            "customer_id": complaint.customer_id.id,
            "partner_id": complaint.partner_id.id,
            "user_id": self._caller_for(complaint).id,
            "reason": reason,
            "date_due": local.date(),
        }

    @api.model
    def _plan(self, complaints, now):
        """Opens the call-backs that are due about closed cases; returns them."""
        ratings = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", "crm.complaint"),
                    ("res_id", "in", complaints.ids),
                    ("consumed", "=", True),
                ],
                ["res_id"],
                ["rating:min"],
            )
        )
        rated = dict(ratings)
        reasons = [(c, self._why(c, rated.get(c.id), now)) for c in complaints]
        return self.create(
            [
                self._prepare_callback_values(complaint, reason, now)
                for complaint, reason in reasons
                if reason
            ]
        )

    @api.model
    def _closed_domain(self, company, now):
        first = now - timedelta(days=CALLBACK_WINDOW_DAYS)
        return (
            Domain("company_id", "=", company.id)
            & Domain("phase", "=", "closed")
            & Domain("date_closed", ">", first)
            & Domain("callback_ids", "not any", [("state", "!=", "dropped")])
        )

    @api.model
    def _cron_plan(self, now=None):
        """Each night the calls about cases that were closed; none twice."""
        now = now or fields.Datetime.now()
        companies = (
            self.env["res.company"]
            .sudo()
            .search(
                Domain("complaint_callback", "!=", "none")
                | Domain("complaint_callback_percent", ">", 0)
            )
        )
        for company in companies:
            with company._on_its_own("Call-backs"):
                cases = self.env["crm.complaint"].sudo()
                self.sudo()._plan(cases.search(self._closed_domain(company, now)), now)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

HELD = ("accepted", "conditional")


class CrmQualificationFlowMixin(models.AbstractModel):
    """From the checklist to the decision, and what follows from it."""

    _name = "crm.qualification.flow.mixin"
    _description = "Decision on a Qualification"

    state = fields.Selection(
        string="Status",
        selection=[
            ("draft", "Being assessed"),
            ("submitted", "To decide"),
            ("accepted", "Accepted"),
            ("conditional", "Accepted with conditions"),
            ("refused", "Refused"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    conditions = fields.Text(readonly=True, copy=False)
    refusal_reason_id = fields.Many2one(
        comodel_name="crm.qualification.reason",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    decision_note = fields.Text(string="Reason in Words", readonly=True, copy=False)
    answer_wanted = fields.Char(readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="set null"
    )
    date_decided = fields.Date(string="Decided on", readonly=True, copy=False)
    date_until = fields.Date(
        string="Valid until",
        readonly=True,
        copy=False,
        help="Last day; empty after acceptance: it holds without end.",
    )
    date_remind = fields.Date(string="Repeat from", readonly=True, copy=False)
    is_current = fields.Boolean(
        string="Latest",
        readonly=True,
        copy=False,
        help="The latest decision on this customer by this checklist.",
    )
    is_reminded = fields.Boolean(readonly=True, copy=False)
    relation_before = fields.Char(
        readonly=True, copy=False, help="Type of relation before this decision."
    )

    def action_submit(self):
        for record in self:
            record._submit()

    def action_accept(self):
        return self._open_decision("accepted")

    def action_accept_with_conditions(self):
        return self._open_decision("conditional")

    def action_refuse(self):
        return self._open_decision("refused")

    def action_repeat(self):
        """A new qualification by the same checklist, its words taken over."""
        self.ensure_one()
        self.check_access("read")
        new = self.create(
            {
                name: self[name].id if self._fields[name].relational else self[name]
                for name in (
                    "company_id",
                    "customer_id",
                    "expected_amount",
                    "goods",
                    "policy",
                    "reason",
                    "registration_id",
                    "template_id",
                )
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "view_mode": "form",
        }

    def _open_decision(self, answer):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_qualification_decide_action"
        )
        action["context"] = {
            "default_qualification_id": self.id,
            "default_answer": answer,
        }
        return action

    def _submit(self):
        """Hands the finished checklist in: refused at once, or asked for a decision."""
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        self._check_complete()
        reason = self._automatic_refusal()
        if reason:
            self.sudo()._close(
                "refused",
                refusal_reason_id=self._reason("failed").id,
                decision_note=reason,
            )
            return
        self.sudo().state = "submitted"
        self._request_approval(
            "qualification", amount=self.expected_amount, note=self.reason or ""
        )

    def _check_complete(self):
        part = self.sudo().part_ids.filtered(lambda part: not part.is_done)[:1]
        paper = self.paper_ids.filtered(lambda p: p.is_required and not p.is_there)[:1]
        if part:
            raise UserError(
                self.env._(
                    "%(name)s: “%(section)s” is not assessed yet. %(assessor)s "
                    "finishes it under My Day.",
                    name=self.display_name,
                    section=part.name,
                    assessor=part.user_id.name,
                )
            )
        if paper:
            raise UserError(
                self.env._(
                    "%(name)s: the document “%(paper)s” is missing. Add it under "
                    "Survey Documents.",
                    name=self.display_name,
                    paper=paper.name,
                )
            )
        if self.template_id.needs_visit and not self.visit_id:
            raise UserError(
                self.env._(
                    "%s needs a field survey: choose the visit that was done.",
                    self.display_name,
                )
            )

    def _automatic_refusal(self):
        """Sentence that refuses without asking anybody, or nothing."""
        if self.failed_names:
            return self.env._("Must not fail, but failed: %s", self.failed_names)
        if self.template_id.pass_rule == "any" and not self.is_passed:
            return self.env._("None of the criteria of the checklist is met.")
        return ""

    def _decide(self, answer, note="", reason=None):
        """Answers the approval as the acting user, who must be its approver.

        answer: accepted, conditional or refused; note: the conditions or the reason in
        words; reason: crm.qualification.reason of a refusal.
        """
        self.ensure_one()
        if answer == "accepted" and not self.is_passed:
            raise UserError(
                self.env._(
                    "%(name)s has %(score)g %%, the pass mark is %(mark)g %%. Accept "
                    "with conditions, or refuse.",
                    name=self.display_name,
                    score=self.score,
                    mark=self.template_id.pass_mark,
                )
            )
        if answer == "conditional":
            self._check_conditions(note)
        # the approval checks who answers; what it refuses is rolled back with this
        self.sudo().answer_wanted = answer
        if answer == "refused":
            self.approval_id.action_refuse(note)
            self.sudo().refusal_reason_id = reason or self._reason("other")
        else:
            self.approval_id.action_approve(note)

    def _check_conditions(self, note):
        if not (note or "").strip():
            raise UserError(
                self.env._(
                    "%s: write the conditions of the acceptance.", self.display_name
                )
            )

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        return self.env._("Qualification: %s", self.display_name)

    def _approval_barred(self):
        """Who assessed does not decide."""
        return self.sudo().part_ids.user_id

    def _on_approval_decided(self, approval):
        self.ensure_one()
        last = approval.step_ids.filtered("decided_by_id")[-1:]
        values = {"decided_by_id": last.decided_by_id.id, "decision_note": last.comment}
        if approval.state == "withdrawn":
            self.state = "draft"
        elif approval.state == "refused":
            self._close("refused", refusal_reason_id=self._reason("other").id, **values)
        elif self.is_passed and self.answer_wanted != "conditional":
            self._close("accepted", **values)
        else:
            self._check_conditions(last.comment)
            self._close("conditional", conditions=last.comment, **values)

    @api.model
    def _reason(self, name):
        return self.env.ref(f"crm_lifecycle.crm_qualification_reason_{name}")

    def _close(self, state, **values):
        """Writes the decision and what follows (superuser)."""
        today = self.env["crm.customer"]._today(self.company_id)
        template = self.template_id
        until = remind = False
        if state in HELD and template.validity_months:
            until = today + relativedelta(months=template.validity_months, days=-1)
            remind = until - timedelta(days=template.remind_days)
        self._same_question().is_current = False
        self.write(
            {
                "state": state,
                "date_decided": today,
                "date_until": until,
                "date_remind": remind,
                "is_current": True,
                **values,
            }
        )
        if self.customer_id:
            self._follow_decision()

    def _same_question(self):
        """Earlier decisions on the same customer by the same checklist."""
        return self.search(
            Domain("template_id", "=", self.template_id.id)
            & Domain("id", "!=", self.id)
            & Domain("is_current", "=", True)
            & (
                Domain("customer_id", "=", self.customer_id.id)
                if self.customer_id
                else Domain("registration_id", "=", self.registration_id.id)
            )
        )

    def _follow_decision(self):
        """What the decision means for the account; see the checklist's effect."""
        customer = self.customer_id
        held = self.state in HELD
        if self.effect == "partner":
            self.relation_before = customer.relation_type
            customer._follow_partner_decision(held, self)
        elif self.effect == "key":
            customer.date_key_recognised = self.date_decided if held else False
        elif self.effect == "sale" and held:
            customer._give_code("accepted")
        if held and self.template_id.next_step and customer.user_id:
            customer.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.template_id.next_step,
                note=self.conditions,
                user_id=customer.user_id.id,
            )

    @api.model
    def _remind_owners(self, company, today, limit):
        """Asks owners to repeat up to `limit` qualifications, once each."""
        due = (
            self.sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("is_current", "=", True)
                & Domain("date_remind", "<=", today)
                & Domain("is_reminded", "=", False)
                & Domain("customer_id.user_id", "!=", False),
                order="id",
                limit=limit,
            )
            .try_lock_for_update()
        )
        for record in due:
            record.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=record.date_until,
                summary=self.env._("Repeat the qualification"),
                user_id=record.customer_id.user_id.id,
            )
        due.is_reminded = True
        return len(due)

    @api.model
    def _cron_remind_owners(self, batch=200):
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            today = self.env["crm.customer"]._today(company)
            while reminded := self._remind_owners(company, today, batch):
                if not cron._commit_progress(reminded, remaining=1):
                    return
        cron._commit_progress(remaining=0)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_belongings_mixin import Belonging
from odoo.addons.crm_lifecycle.models.crm_customer_voice_mixin import VoiceItem
from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_voice_queries as voice
from .crm_compensation_queries import (
    COMPENSATION_FACT_COLUMNS,
    compensation_facts,
    goods_given_again,
)
from .crm_complaint_queries import COMPLAINT_FACT_COLUMNS, complaint_facts
from .crm_complaint_rights import entitled
from .crm_satisfaction_answer import GAP_CLASS, NPS_CLASS
from .crm_satisfaction_queries import (
    SATISFACTION_FACT_COLUMNS,
    satisfaction_facts,
)


class CrmCustomer(models.Model):
    _name = "crm.customer"
    _inherit = ["crm.customer", "crm.complaint.entry.button.mixin"]

    complaint_count_12m = fields.Integer(
        string="Complaints in 12 Months",
        readonly=True,
        copy=False,
        help="Complaints and disputes of the last 365 days, cancelled ones excluded.",
    )
    complaint_open_count = fields.Integer(
        string="Open Complaints", readonly=True, copy=False
    )
    compensation_amount_12m = fields.Monetary(
        string="Compensation in 12 Months",
        readonly=True,
        copy=False,
        help="Posted compensations of the last 365 days, taxes included.",
    )
    grant_turn = fields.Integer(readonly=True, copy=False, aggregator=None)
    compensation_cost_12m = fields.Monetary(
        string="Cost of Compensation in 12 Months",
        readonly=True,
        copy=False,
        help="Untaxed: credited turnover, goods sent again at cost, discounts used.",
    )
    margin_12m = fields.Monetary(
        string="Margin in 12 Months",
        readonly=True,
        copy=False,
        help="Turnover less the cost of the ordered goods, at the order's cost where "
        "it is kept, else at today's. Credit notes are in the turnover already.",
    )
    margin_net_12m = fields.Monetary(
        string="Margin after Compensation",
        readonly=True,
        copy=False,
        help="Margin less the cost of goods sent again free of charge.",
    )
    discount_right_count = fields.Integer(
        string="Promised Discounts", compute="_compute_discount_right_count"
    )
    date_last_complaint = fields.Date(
        string="Last Complaint on", readonly=True, copy=False
    )
    complaint_last_rating = fields.Integer(
        string="Last Rating",
        readonly=True,
        copy=False,
        aggregator=None,
        help="How the customer rated the newest solution: 1, 3 or 5; 0: not yet.",
    )
    satisfaction_gap = fields.Float(
        string="Last Satisfaction Gap",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Newest survey: average of experienced minus expected.",
    )
    satisfaction_gap_class = fields.Selection(
        selection=GAP_CLASS, string="Satisfaction", readonly=True, copy=False
    )
    satisfaction_nps_class = fields.Selection(
        selection=NPS_CLASS, string="Would Recommend", readonly=True, copy=False
    )
    date_last_survey = fields.Date(
        string="Last Survey Answer on", readonly=True, copy=False
    )
    satisfaction_invitation_ids = fields.One2many(
        comodel_name="crm.satisfaction.invitation",
        inverse_name="customer_id",
        string="Survey Answers",
    )
    complaint_callback_ids = fields.One2many(
        comodel_name="crm.complaint.callback",
        inverse_name="customer_id",
        string="Call-backs",
    )

    def _compute_discount_right_count(self):
        groups = (
            self.env["crm.complaint.discount"]
            .sudo()
            ._read_group(
                [("customer_id", "in", self.ids), ("state", "=", "open")],
                ["customer_id"],
                ["__count"],
            )
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.discount_right_count = counts.get(customer.id, 0)

    def action_view_discount_rights(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_discount_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    @api.model
    def _fact_document_actions(self):
        return {
            **super()._fact_document_actions(),
            "compensation_": "action_view_complaints",
            "complaint_": "action_view_complaints",
            "date_last_complaint": "action_view_complaints",
        }

    def _prepare_complaint_defaults(self):
        return {"partner_id": self.partner_id.id, "company_id": self.company_id.id}

    def _belongings(self, user):
        """Open complaints go along too when their agent hands the customer over."""
        where = Domain("customer_id", "in", self.ids)
        return [*super()._belongings(user), *self._open_cases(user, where)]

    def _belongings_without_customer(self, user, company):
        """An agent's cases of colleagues' customers, and of nobody known."""
        where = Domain("company_id", "=", company.id)
        rest = super()._belongings_without_customer(user, company)
        return [*rest, *self._open_cases(user, where)]

    def _open_cases(self, user, where):
        """List of Belonging: open complaints of an agent, and what is planned there."""
        complaints = self.env["crm.complaint"].sudo()
        cases = complaints.search(
            where
            & Domain("user_id", "=", user.id)
            & Domain("phase", "not in", ("solved", "closed", "cancelled"))
        )
        activities = self._activities_of(user, [cases])
        return [
            Belonging("complaints", self.env._("Complaints"), cases, "user_id"),
            Belonging("complaints", self.env._("Activities"), activities, "user_id"),
        ]

    def _staying_belongings(self, belongings, to_user):
        """Whoever has no right to complaints takes none over."""
        staying = super()._staying_belongings(belongings, to_user)
        if entitled(to_user):
            return staying
        mine = [b for b in belongings if b.key == "complaints" and b.records]
        return [*staying, *mine]

    def _leave_belongings(self, belongings, to_user):
        for belonging in belongings:
            if belonging.records._name == "crm.complaint":
                belonging.records._stay_behind(to_user)
        return super()._leave_belongings(belongings, to_user)

    @api.model
    def _fact_sources(self, scope):
        money = compensation_facts(scope, self._goods_rows(scope))
        return [
            *super()._fact_sources(scope),
            FactSource(COMPLAINT_FACT_COLUMNS, complaint_facts(scope)),
            FactSource(SATISFACTION_FACT_COLUMNS, satisfaction_facts(scope)),
            FactSource(COMPENSATION_FACT_COLUMNS, money),
        ]

    @api.model
    def _relation_cost_sources(self, scope):
        return [*super()._relation_cost_sources(scope), goods_given_again(scope)]

    @api.model
    def _voice_items(self):
        """Items of the questionnaires, ratings of cases, then scores of the whole."""
        asked = self.env["crm.satisfaction.question"].sudo()
        # what is no longer asked was answered once
        questions = asked.with_context(active_test=False).search(Domain.TRUE)
        items = [
            VoiceItem(f"item_{question.id}", question.name, question.dimension_id.name)
            for question in questions
        ]
        handling = self.env._("Rating of solved cases")
        items.append(VoiceItem(voice.RATING, handling, self.env._("Service")))
        group = self.env._("All in All")
        labels = (
            self.env._("Overall satisfaction"),
            self.env._("Loyalty"),
            self.env._("Will use again"),
            self.env._("Will not complain"),
            self.env._("Would recommend"),
        )
        items += [
            VoiceItem(key, label, group, is_whole=True)
            for key, label in zip(voice.WHOLE, labels, strict=True)
        ]
        return [*super()._voice_items(), *items]

    @api.model
    def _voice_sources(self, scope):
        own = [
            voice.answers_of_items(scope),
            voice.answers_of_sheets(scope),
            voice.ratings(scope),
        ]
        return [*super()._voice_sources(scope), *own]

    @api.model
    def _care_kinds(self):
        more = [
            ("repair", self.env._("Service Record")),
            ("opinion", self.env._("Opinion")),
        ]
        kinds = self.env["crm.complaint"]._selection_kind()
        return [*super()._care_kinds(), *kinds, *more]

    @api.model
    def _care_sources(self, scope):
        own = [voice.cases(scope), voice.service_records(scope), voice.opinions(scope)]
        return [*super()._care_sources(scope), *own]

    @api.model
    def _promise_sources(self, scope):
        return [*super()._promise_sources(scope), voice.promised_times(scope)]

    @api.model
    def _prepare_survey_action(self, name, domain):
        """A planned survey of these customers, for who may plan one."""
        if not self._may_plan_survey():
            raise AccessError(
                self.env._(
                    "Surveys are planned by complaint managers. Ask one of them to "
                    "survey %s.",
                    name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.satisfaction.survey",
            "views": [(False, "form")],
            "context": {
                "default_name": name,
                "default_kind": "periodic",
                "default_rule_domain": str(domain),
                "default_sample_size": 0,
            },
        }

    @api.model
    def _may_plan_survey(self):
        return self.env["crm.satisfaction.survey"].has_access("create")

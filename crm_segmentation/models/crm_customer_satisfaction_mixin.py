# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_voice_queries import VOICE_FACT_COLUMNS, voice_facts


class CrmCustomerSatisfactionMixin(models.AbstractModel):
    """The customer's own score of the company's main satisfaction index (S-537)."""

    _name = "crm.customer.satisfaction.mixin"
    _description = "Satisfaction of a Customer"
    _inherit = ["crm.customer.facts.mixin", "crm.customer.voice.mixin"]

    voice_score = fields.Float(
        string="Satisfaction Index",
        readonly=True,
        copy=False,
        aggregator=None,
        digits=(16, 1),
        help="0 to 100: the customer's answers of the window of the main satisfaction "
        "index (12 months), each with the share of its item. 0 without answers.",
    )
    voice_score_before = fields.Float(
        string="Satisfaction in the Window Before",
        readonly=True,
        copy=False,
        aggregator=None,
        digits=(16, 1),
    )
    voice_answer_count = fields.Integer(
        string="Answers in the Window", readonly=True, copy=False
    )
    date_last_voice = fields.Date(string="Last Answer on", readonly=True, copy=False)

    def action_view_voice(self):
        self.ensure_one()
        action = self._window_action("crm_segmentation.crm_voice_report_action")
        # a month without answers is no month of bad ones
        return {**action, "context": {"search_default_year": 1, "fill_temporal": 0}}

    @api.model
    def _fact_sources(self, scope):
        return [*super()._fact_sources(scope), self._voice_fact_source(scope)]

    @api.model
    def _voice_fact_source(self, scope):
        company = self.env["res.company"].browse(scope.company_id)
        index = self.env["crm.voice.index"]._of_company(company)[:1]
        query = voice_facts(
            scope, self._voice_sources(scope), index._leaves(), index.window_days or 365
        )
        return FactSource(VOICE_FACT_COLUMNS, query)

    def _drop_twin_answers(self, kept):
        """Before `self` are merged: of two answers about a feature, one stays.

        That of the kept customer, else the newest.
        """
        answers = self.env["crm.kano.answer"].sudo()
        known = set(answers.search([("customer_id", "=", kept.id)]).feature_id.ids)
        double = answers.browse()
        for answer in answers.search([("customer_id", "in", self.ids)]):
            if answer.feature_id.id in known:
                double |= answer
            known.add(answer.feature_id.id)
        double.unlink()

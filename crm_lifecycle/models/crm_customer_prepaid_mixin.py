# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_amount

from . import crm_credit_queries as queries
from . import crm_fact_queries
from .crm_customer_queries import touch_accounts

PREPAID_DAYS = 90


class CrmCustomerPrepaidMixin(models.AbstractModel):
    """Credit and prepaid balance as signals that the customer may leave (S-080)."""

    _name = "crm.customer.prepaid.mixin"
    _description = "Credit of the Customer"
    _inherit = ["crm.customer.facts.mixin"]

    date_credit_cut = fields.Date(
        string="Credit Cut on",
        readonly=True,
        copy=False,
        help="Day the customer's credit limit was last lowered or taken away.",
    )
    credit_cut = fields.Char(string="Cut of Credit", readonly=True, copy=False)
    prepaid_amount = fields.Monetary(
        string="Prepaid Balance",
        readonly=True,
        copy=False,
        help="What the customer has paid in advance, by posted entries.",
    )
    prepaid_before = fields.Monetary(
        string="Prepaid Balance 90 Days Ago", readonly=True, copy=False
    )
    prepaid_rate = fields.Float(
        string="Change of the Prepaid Balance",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Prepaid balance against the one of 90 days ago, less one.",
    )

    @api.model
    def _fact_sources(self, scope):
        return super()._fact_sources(scope) + [
            crm_fact_queries.FactSource(
                queries.CREDIT_FACT_COLUMNS, queries.credit_facts(scope, PREPAID_DAYS)
            )
        ]

    @api.model
    def _note_credit_cuts(self, before):
        """Notes whose limit is lower now; before: {contact: limit} of this company."""
        company = self.env.company
        today, rows = fields.Date.context_today(self), []
        self.env.flush_all()
        for partner, limit in before.items():
            if partner.credit_limit < limit:
                query = queries.note_credit_cut(
                    partner.commercial_partner_id.id,
                    company.id,
                    today,
                    self._cut_in_words(company, limit, partner.credit_limit),
                )
                rows += self.env.execute_query(query)
        if rows:
            self.invalidate_model(["date_credit_cut", "credit_cut"])
            self.env.execute_query(touch_accounts([row[0] for row in rows]))
            self._wake_refresh()

    @api.model
    def _cut_in_words(self, company, before, now):
        return self.env._(
            "from %(before)s to %(now)s",
            before=format_amount(self.env, before, company.currency_id),
            now=format_amount(self.env, now, company.currency_id),
        )

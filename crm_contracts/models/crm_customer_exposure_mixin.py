# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_credit_fact_queries as fact_queries
from . import crm_credit_queries as queries
from .crm_credit_rules import (
    Standing,
    formula_limit,
    hold_reasons,
    limit_in_force,
)

# What the question about credit reads: stored before it is asked. Only this, or a
# document that is just moved would be worked out twice.
READ_FIELDS = {
    "account.account": ("account_type",),
    "account.move": (
        "company_id",
        "crm_contract_id",
        "crm_contract_side_document",
        "move_type",
        "partner_id",
        "state",
    ),
    "account.move.line": (
        "account_id",
        "amount_residual",
        "balance",
        "company_id",
        "date_maturity",
        "display_type",
        "move_id",
        "move_name",
        "parent_state",
        "partner_id",
        "price_subtotal",
        "price_total",
        "reconciled",
    ),
    "crm.credit.grade": None,
    "crm.credit.limit": None,
    "crm.credit.market": None,
    "crm.customer": (
        "company_id",
        "credit_certificate_missing",
        "credit_grade_id",
        "credit_grade_until",
        "credit_market_id",
        "credit_monthly_average",
        "partner_id",
        "promise_broken_count",
        "vip_tier_id",
    ),
    "crm.vip.tier": ("credit_days_extra", "credit_factor"),
    "payment.transaction": None,
    "product.product": ("product_tmpl_id",),
    "product.template": ("type",),
    "res.company": ("currency_id",),
    "res.currency.rate": None,
    "res.partner": ("commercial_partner_id", "credit_limit", "parent_id"),
    "sale.order": (
        "amount_total",
        "amount_untaxed",
        "company_id",
        "crm_contract_id",
        "currency_rate",
        "is_gratis",
        "partner_invoice_id",
        "state",
        "transaction_ids",
    ),
    "sale.order.line": (
        "display_type",
        "invoice_lines",
        "is_downpayment",
        "order_id",
        "price_subtotal",
        "product_id",
        "product_uom_qty",
        "qty_delivered",
        "untaxed_amount_invoiced",
    ),
}


class CrmCustomerExposureMixin(models.AbstractModel):
    """What customers use of their credit: one question to the database, one answer."""

    _name = "crm.customer.exposure.mixin"
    _description = "Exposure of Customers"
    _inherit = ["crm.cached.plan.mixin"]

    company_id = fields.Many2one("res.company")

    def init(self):
        self._keep_statement(*queries.kept_check())
        return super().init()

    @api.model
    def _credit_fact_sources(self, scope):
        types = self.env["crm.customer.certificate.type"].sudo()
        wanted = types.search([("is_credit_required", "=", True)])
        return [
            FactSource(
                fact_queries.CREDIT_FACT_COLUMNS, fact_queries.credit_facts(scope)
            ),
            FactSource(
                fact_queries.CERTIFICATE_FACT_COLUMNS,
                fact_queries.certificate_facts(scope, wanted.ids),
            ),
        ]

    @api.model
    def _apply_credit(self, scope):
        """Market, exposure and limit of the scope's customers; ids that changed."""
        self.env.invalidate_all()
        company = self.env["res.company"].browse(scope.company_id)
        accounts = self.with_company(company)
        return accounts._apply_markets(scope) | accounts._store_credit(scope)

    @api.model
    def _apply_markets(self, scope):
        markets = self.env["crm.credit.market"]._rules_of_company(scope)
        query = fact_queries.market_rows(scope, markets)
        source = FactSource(fact_queries.MARKET_COLUMNS, query)
        moved = self.browse(self._store_sources(scope, [source]))
        if moved:
            self.env.invalidate_all()
            moved.modified(["credit_market_id"])
            self.env.flush_all()
        return set(moved.ids)

    def _refresh_credit(self, with_group=False):
        """Works out credit at once for these accounts, after a decision."""
        accounts = self.sudo()
        if with_group:
            accounts |= accounts.search(
                Domain("partner_id", "child_of", accounts.partner_id.ids)
                & Domain("company_id", "in", accounts.company_id.ids)
            )
        self.env.flush_all()
        for company, group in accounts.grouped("company_id").items():
            scope = self._fact_scope(company, group)
            accounts.with_company(company)._store_credit(scope)
        self.env.invalidate_all()

    @api.model
    def _store_credit(self, scope):
        """Stores exposure and limit of the scope's customers; returns changed ids."""
        company = self.env["res.company"].browse(scope.company_id)
        policy = company._credit_policy()
        asked = queries.asked_accounts(scope)
        found = self._ask_credit(company, asked, today=scope.today)
        rows = [
            self._credit_row(standings, policy, company.crm_credit_near_percent)
            for standings in found.values()
        ]
        if not rows:
            return set()
        query = fact_queries.credit_rows(rows)
        source = FactSource(fact_queries.CREDIT_COLUMNS, query)
        changed = self._store_sources(scope, [source])
        self._sync_core_limits(found, policy)
        return changed

    @api.model
    def _credit_row(self, standings, policy, near):
        """Columns of one customer; the tightest of his limits counts."""
        own = next(row for row in standings if row.scope == "customer")
        rows = [(row, *limit_in_force(row, policy)) for row in standings]
        limited = [(limit - row.exposure, limit, row) for row, limit, _s in rows
                   if limit is not None]  # fmt: skip
        limit, source = limit_in_force(own, policy)
        reasons = {name for row in standings for name in hold_reasons(row, policy)}
        left = min((item[0] for item in limited), default=0.0)
        rate = own.exposure / limit if limit else 0.0
        if reasons & {"amount", "prepaid"}:
            state = "over"
        elif reasons:
            state = "held"
        elif not limited:
            state = "open"
        else:
            state = "near" if rate * 100 >= near and own.exposure > 0 else "free"
        formula = formula_limit(
            own.monthly_average, own.credit_days, own.factor, policy.rounding
        )
        digits = policy.decimals
        return (
            own.customer_id,
            round(own.exposure, digits),
            round(limit or 0.0, digits),
            source,
            round(left, digits),
            round(rate, 4),
            state,
            round(formula, digits),
        )

    @api.model
    def _sync_core_limits(self, found, policy):
        """Odoo's own limit of the contact says the same, for its own warning."""
        partners = self.env["res.partner"].sudo()
        for partner_id, standings in found.items():
            own = next(row for row in standings if row.scope == "customer")
            limit, source = limit_in_force(own, policy)
            limit = round(limit or 0.0, policy.decimals)
            if source in ("none", "typed") or limit == own.typed_amount:
                continue
            partners.browse(partner_id).credit_limit = limit

    @api.model
    def _is_file_open(self, partner, company):
        """Whether the user may read what this contact owes and pays."""
        if self.env.su:
            return True
        account = self.sudo().search(
            [("partner_id", "=", partner.id), ("company_id", "=", company.id)], limit=1
        )
        return not account or account.sudo(False).has_access("read")

    @api.model
    def _credit_standings(self, company, partners, lock=False):
        """{commercial partner id: [Standing]} by one statement, for a document.

        lock: the document moves; the statement writes and its plan is kept
        """
        asked = queries.asked_partners(partners.ids)
        if not lock:
            return self.sudo()._ask_credit(company, asked)
        contacts = self.env["res.partner"].sudo().with_company(company)
        typed = contacts._fields["credit_limit"].get_company_dependent_fallback(
            contacts
        )
        scope = self.sudo()._credit_scope(company, asked)
        return self._fetch_standings(
            queries.checked_standings(scope, typed, partners.ids)
        )

    @api.model
    def _ask_credit(self, company, asked, today=None):
        scope = self._credit_scope(company, asked, today)
        return self._fetch_standings(queries.credit_standings(scope))

    @api.model
    def _credit_scope(self, company, asked, today=None):
        contacts = self.env["res.partner"].sudo().with_company(company)
        known = "promise_broken_count" in self.env["crm.customer"]._fields
        return queries.CreditScope(
            company_id=company.id,
            currency_id=company.currency_id.id,
            root_id=company.root_id.id,
            today=today or self._today(company),
            decimals=company.currency_id.decimal_places,
            asked=asked,
            typed=contacts._field_to_sql("partner", "credit_limit"),
            broken=queries.broken_promises(known),
            grade_id=company._setting("crm_credit_grade_id") or None,
            credit_days=company._setting("crm_credit_days"),
            drafts=company._setting("crm_credit_drafts"),
            lock=False,
        )

    @api.model
    def _fetch_standings(self, query):
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)
        found = {}
        for row in self.env.execute_query(query):
            found.setdefault(row[0], []).append(Standing(*row))
        return found

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_credit_queries as queries
from .crm_credit_grade import RISKS
from .crm_credit_rules import (
    Standing,
    formula_limit,
    hold_reasons,
    limit_in_force,
)

CREDIT_STATES = [
    ("open", "No Limit"),
    ("free", "Within Limit"),
    ("near", "Nearly Used"),
    ("over", "Over Limit"),
    ("held", "Held"),
]


class CrmCustomerCreditMixin(models.AbstractModel):
    """The credit file of a customer: grade, limit, what of it is used."""

    _name = "crm.customer.credit.mixin"
    _description = "Credit of Customers"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one("res.currency")
    credit_grade_id = fields.Many2one(
        comodel_name="crm.credit.grade",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    credit_grade_until = fields.Date(
        string="Grade Valid until", readonly=True, copy=False
    )
    credit_score = fields.Float(
        readonly=True, copy=False, digits=(5, 1), aggregator="avg"
    )
    credit_market_id = fields.Many2one(
        comodel_name="crm.credit.market",
        string="Market with a Risk",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    credit_risk = fields.Selection(
        selection=RISKS,
        string="Risk",
        compute="_compute_credit_risk",
        store=True,
        help="The worse risk of the customer's grade and of his market.",
    )
    credit_exposure_amount = fields.Monetary(
        string="Credit Used",
        readonly=True,
        copy=False,
        help="Open items net of credit notes and unmatched payments, plus confirmed "
        "orders as far as they are not invoiced, plus drafts where they count.",
    )
    credit_limit_amount = fields.Monetary(
        string="Limit in Force", readonly=True, copy=False
    )
    credit_limit_source = fields.Selection(
        selection=[
            ("none", "No limit"),
            ("typed", "Typed in Accounting"),
            ("formula", "By formula"),
            ("grade", "Grade pays in advance"),
            ("decision", "By decision"),
            ("expired", "Decision has expired"),
        ],
        string="Limit Comes from",
        readonly=True,
        copy=False,
    )
    credit_available_amount = fields.Monetary(
        string="Credit Left", readonly=True, copy=False
    )
    credit_used_rate = fields.Float(
        string="Used of the Limit", readonly=True, copy=False, aggregator="avg"
    )
    credit_state = fields.Selection(
        selection=CREDIT_STATES, string="Status of Credit", readonly=True, copy=False
    )
    credit_monthly_average = fields.Monetary(
        string="Invoiced per Month",
        readonly=True,
        copy=False,
        help="Average of the months with an invoice in the last 365 days, with taxes.",
    )
    credit_formula_amount = fields.Monetary(
        string="Limit by Formula",
        readonly=True,
        copy=False,
        help="Invoiced per month x credit days / 30 x factors of grade, tier, market.",
    )
    credit_certificate_missing = fields.Boolean(
        string="Certificate Missing", readonly=True, copy=False
    )
    payment_days_late = fields.Float(
        string="Average Days Late",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator="avg",
        help="Weighted by amount, over the payments of 365 days and what is overdue.",
    )
    credit_rating_ids = fields.One2many(
        comodel_name="crm.credit.rating",
        inverse_name="customer_id",
        string="Credit Ratings",
    )
    credit_limit_ids = fields.One2many(
        comodel_name="crm.credit.limit",
        inverse_name="customer_id",
        string="Credit Limits",
    )
    credit_release_ids = fields.One2many(
        comodel_name="crm.credit.release",
        inverse_name="customer_id",
        string="Releases",
    )
    credit_bar = fields.Html(
        string="Credit", compute="_compute_credit_bar", sanitize=False
    )

    @api.depends("credit_grade_id.risk", "credit_market_id.risk")
    def _compute_credit_risk(self):
        ranks = [False, *(name for name, _label in RISKS)]
        for customer in self:
            risks = (customer.credit_grade_id.risk, customer.credit_market_id.risk)
            customer.credit_risk = max(risks, key=ranks.index)

    @api.depends(
        "credit_exposure_amount",
        "credit_limit_amount",
        "credit_state",
        "receivable_overdue_amount",
        "receivable_open_amount",
    )
    def _compute_credit_bar(self):
        for customer in self:
            customer.credit_bar = customer._credit_bar_html()

    def action_view_credit_ratings(self):
        return self._credit_window("crm_contracts.crm_credit_rating_action")

    def action_view_credit_limits(self):
        return self._credit_window("crm_contracts.crm_credit_limit_action")

    def action_view_credit_releases(self):
        return self._credit_window("crm_contracts.crm_credit_release_action")

    def action_view_credit_snapshots(self):
        return self._credit_window("crm_contracts.crm_credit_snapshot_action")

    def action_rate(self):
        """A scorecard for each chosen customer that has no draft yet."""
        drafts = self.env["crm.credit.rating"].search(
            [("customer_id", "in", self.ids), ("state", "=", "draft")]
        )
        ratings = drafts | self.env["crm.credit.rating"].create(
            [{"customer_id": c.id} for c in self - drafts.customer_id]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_credit_rating_action"
        )
        action["domain"] = [("id", "in", ratings.ids)]
        action["context"] = {}
        if len(ratings) == 1:
            action.update(
                {"res_id": ratings.id, "views": [(False, "form")], "view_mode": "form"}
            )
        return action

    def _credit_window(self, xml_id):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_customer_id": self.id}
        return action

    def _credit_bar_html(self):
        """Overdue, owed and ordered as a stacked bar against the limit."""
        self.ensure_one()
        overdue = max(self.receivable_overdue_amount, 0.0)
        owed = max(self.receivable_open_amount - overdue, 0.0)
        rest = max(self.credit_exposure_amount - owed - overdue, 0.0)
        whole = max(self.credit_limit_amount, overdue + owed + rest)
        if not whole:
            return False
        parts = (
            (self.env._("Overdue"), overdue, "bg-danger"),
            (self.env._("Owed"), owed, "bg-info"),
            (self.env._("Ordered, not invoiced"), rest, "bg-secondary"),
        )
        bar = Markup("").join(
            Markup(
                '<div class="progress-bar %s" style="width: %.1f%%" title="%s"></div>'
            )
            % (colour, amount / whole * 100, f"{label} {self._credit_money(amount)}")
            for label, amount, colour in parts
        )
        words = ", ".join(
            f"{label} {self._credit_money(amount)}" for label, amount, _c in parts
        )
        return Markup(
            '<div class="progress" role="img" aria-label="%s">%s</div>'
            '<div class="small text-muted">%s</div>'
        ) % (words, bar, words)

    def _credit_money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    @api.model
    def _credit_fact_sources(self, scope):
        types = self.env["crm.customer.certificate.type"].sudo()
        wanted = types.search([("is_credit_required", "=", True)])
        return [
            FactSource(queries.CREDIT_FACT_COLUMNS, queries.credit_facts(scope)),
            FactSource(
                queries.CERTIFICATE_FACT_COLUMNS,
                queries.certificate_facts(scope, wanted.ids),
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
        found = self.env.execute_query(queries.store_markets(scope, markets))
        moved = self.browse([row[0] for row in found])
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
        asked = SQL(
            "customer.company_id = %s AND %s",
            company.id,
            scope.restrict(SQL("customer.id")),
        )
        policy = company._credit_policy()
        found = self._ask_credit(company, asked, today=scope.today)
        rows = [
            self._credit_row(standings, policy, company.crm_credit_near_percent)
            for standings in found.values()
        ]
        if not rows:
            return set()
        changed = self.env.execute_query(queries.store_credit(rows))
        self._sync_core_limits(found, policy)
        return {row[0] for row in changed}

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
    def _credit_standings(self, company, partners, lock=False):
        """{commercial partner id: [Standing]} by one statement, for a document."""
        asked = SQL("partner.id = ANY(%s)", partners.ids)
        return self.sudo()._ask_credit(company, asked, lock=lock)

    @api.model
    def _ask_credit(self, company, asked, lock=False, today=None):
        contacts = self.env["res.partner"].sudo().with_company(company)
        known = "promise_broken_count" in self.env["crm.customer"]._fields
        broken = SQL("customer.promise_broken_count") if known else SQL("NULL::int4")
        scope = queries.CreditScope(
            company_id=company.id,
            currency_id=company.currency_id.id,
            root_id=company.root_id.id,
            today=today or self._today(company),
            decimals=company.currency_id.decimal_places,
            asked=asked,
            typed=contacts._field_to_sql("partner", "credit_limit"),
            broken=broken,
            grade_id=company.crm_credit_grade_id.id or None,
            credit_days=company.crm_credit_days,
            drafts=company.crm_credit_drafts,
            lock=lock,
        )
        self.env.flush_all()
        found = {}
        for row in self.env.execute_query(queries.credit_standings(scope)):
            found.setdefault(row[0], []).append(Standing(*row))
        return found

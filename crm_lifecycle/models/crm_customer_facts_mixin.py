# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_customer_queries as queries
from . import crm_fact_queries, crm_margin_queries

_logger = logging.getLogger(__name__)


class CrmCustomerFactsMixin(models.AbstractModel):
    """Facts: columns computed from documents by set-based queries, never typed.

    A module adds facts by declaring stored read-only fields on crm.customer and
    extending ``_fact_sources``; rules of stages, tiers and segments are domains on
    them. ``_refresh_facts`` is the only method that writes them.
    """

    _name = "crm.customer.facts.mixin"
    _description = "Customer Facts"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_facts = fields.Date(string="Facts as of", readonly=True, copy=False)
    date_first_order = fields.Date(string="First Order on", readonly=True, copy=False)
    date_last_order = fields.Date(string="Last Order on", readonly=True, copy=False)
    first_order_id = fields.Many2one("sale.order", readonly=True, copy=False)
    last_order_id = fields.Many2one("sale.order", readonly=True, copy=False)
    largest_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Largest Order (12 Months)",
        readonly=True,
        copy=False,
    )
    order_count = fields.Integer(string="Orders", readonly=True, copy=False)
    order_count_12m = fields.Integer(
        string="Orders in 12 Months", readonly=True, copy=False
    )
    amount_12m = fields.Monetary(
        string="Turnover in 12 Months",
        readonly=True,
        copy=False,
        help="Untaxed confirmed orders less credit notes of the last 365 days.",
    )
    amount_prev_12m = fields.Monetary(
        string="Turnover in the 12 Months Before", readonly=True, copy=False
    )
    amount_lifetime = fields.Monetary(
        string="Turnover since the First Order", readonly=True, copy=False
    )
    largest_order_12m = fields.Monetary(
        string="Largest Order Amount (12 Months)", readonly=True, copy=False
    )
    best_month_12m = fields.Monetary(
        string="Best Calendar Month (12 Months)",
        readonly=True,
        copy=False,
        help="Highest turnover of one calendar month, this month and the 11 before.",
    )
    growth_rate = fields.Float(
        string="Growth",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Turnover of 12 months against the 12 months before, less one.",
    )
    order_rhythm_days = fields.Float(
        string="Buying Rhythm (Days)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 1),
        help="Median number of days between order days. Customers with fewer than "
        "three order days get the company's usual rhythm.",
    )
    silence_ratio = fields.Float(
        string="Silence",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Days since the last order divided by the customer's own rhythm: at 1 the "
        "next order is due, at 2 one order was left out.",
    )
    rhythm_state = fields.Selection(
        selection=[
            ("kept", "In rhythm"),
            ("due", "Next order due"),
            ("late", "Silent too long"),
        ],
        string="Rhythm",
        readonly=True,
        copy=False,
        help="Silence up to 1 is in rhythm, up to 2 due, above 2 too long.",
    )
    silence_days = fields.Integer(compute="_compute_silence_days")
    relation_months = fields.Integer(
        string="Months since the First Order",
        readonly=True,
        copy=False,
        aggregator="avg",
    )
    quotation_count = fields.Integer(
        string="Open Quotations", readonly=True, copy=False
    )
    quotation_amount = fields.Monetary(
        string="Amount of Open Quotations", readonly=True, copy=False
    )
    date_last_action = fields.Date(
        string="Last Proved Sales Action",
        readonly=True,
        copy=False,
        help="Latest quotation sent, meeting held, order, invoice, payment or mail "
        "from the customer. A typed note proves nothing and does not count.",
    )

    @api.depends("date_last_order")
    def _compute_silence_days(self):
        today = fields.Date.context_today(self)
        for customer in self:
            last = customer.date_last_order
            customer.silence_days = (today - last).days if last else 0

    @api.model
    def _fact_sources(self, scope):
        """List of ``FactSource`` for a ``FactScope``: one query per kind of document.

        Extend with ``super() + [FactSource(columns, query)]``. A query yields
        (customer_id, *columns), at most one row per customer; amounts in the company's
        currency; customers without a row get zero, False or nothing.
        """
        return [
            crm_fact_queries.FactSource(
                crm_fact_queries.ORDER_FACT_COLUMNS, crm_fact_queries.order_facts(scope)
            ),
            crm_fact_queries.FactSource(
                crm_fact_queries.QUOTATION_FACT_COLUMNS,
                crm_fact_queries.quotation_facts(scope),
            ),
        ]

    @api.model
    def _goods_rows(self, scope):
        """SQL (customer_id, day, product_id, quantity, cost) of ordered goods.

        At the cost that order lines keep where sale_margin is installed, else at the
        present cost of the product; stands in a statement that names `ordered`.
        """
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        return crm_margin_queries.goods(scope, has_order_cost)

    @api.model
    def _relation_cost_sources(self, scope):
        """List of SQL with rows (customer_id, day, kind, amount): what a customer cost.

        Only what is neither in the goods of its orders nor in its credit notes. Extend
        with ``super() + [query]``; kind is "compensation" or a word of your own.
        """
        return []

    @api.model
    def _refresh_facts(self, customers=None, today=None):
        """Recomputes facts, then applies the rules that stand on them.

        customers: crm.customer recordset, or None for all of them
        today: day for which windows slide, default each company's own calendar day
        Returns the customers whose facts, stage or tier changed. Running it twice in
        a row changes nothing the second time.
        """
        self.env.flush_all()
        accounts = self.sudo().with_context(active_test=False)
        changed = set()
        companies = (
            customers.sudo().company_id
            if customers is not None
            else self.env["res.company"].sudo().search(Domain.TRUE)
        )
        for company in companies:
            scope = self._fact_scope(company, customers, today)
            changed.update(accounts._store_facts(scope))
            self.env.invalidate_all()
            changed.update(accounts.with_company(company)._apply_rules(scope))
            self.env.invalidate_all()
        return self.browse(sorted(changed))

    @api.model
    def _fact_scope(self, company, customers=None, today=None):
        ids = None
        if customers is not None:
            ids = tuple(customers.filtered(lambda c: c.company_id == company).ids)
        return crm_fact_queries.FactScope(
            company_id=company.id,
            today=today or self._today(company),
            tz=company.resource_calendar_id.tz or company.partner_id.tz or "UTC",
            decimals=company.currency_id.decimal_places,
            customer_ids=ids,
            rhythm_days=company.lifecycle_rhythm_days,
            rhythm_floor=company.lifecycle_rhythm_floor,
            history=self._history_rows(company),
        )

    @api.model
    def _history_rows(self, company):
        """SQL (customer_id, day, amount, is_order, document) of sales before Odoo.

        None when there are none. It joins the turnover and the orders of every fact;
        only sales that no document of Odoo holds. document: a negative number that
        tells them apart.
        """
        return

    @api.model
    def _store_facts(self, scope):
        return self._store_sources(scope, self._fact_sources(scope))

    @api.model
    def _store_sources(self, scope, sources):
        """Stores the columns of a list of ``FactSource``; returns ids that changed."""
        neutral = {
            name: self._neutral_value(self._fields[name])
            for source in sources
            for name in source.columns
        }
        self.env.execute_query(queries.without_jit())
        rows = self.env.execute_query(queries.store_facts(scope, sources, neutral))
        return {row[0] for row in rows}

    @api.model
    def _neutral_value(self, field):
        """Value of a fact for customers its source says nothing about, or None."""
        neutral = {"boolean": False, "integer": 0, "float": 0.0, "monetary": 0}
        return neutral.get(field.type)

    @api.model
    def _apply_rules(self, scope):
        """Applies every rule that is a domain on facts; returns ids that changed.

        Extend with super() to add a kind of rule; ``self`` is superuser in the
        company of the scope.
        """
        moved = self._apply_stage_rules(scope)
        self._apply_loss_rules(scope)
        changed = moved | self._apply_vip_rules(scope) | self._apply_alert_rules(scope)
        self._plan_stage_actions(moved)
        return changed

    @api.model
    def _apply_stage_rules(self, scope):
        stages = self.env["crm.lifecycle.stage"]._rules_of_company(scope.company_id)
        default = self.env["crm.lifecycle.stage"]._starting_stage(scope.company_id)
        rules = [(stage.id, stage._rule_subselect(scope)) for stage in stages]
        stamp = (self.env.uid, fields.Datetime.now())
        query = queries.move_stages(scope, rules, default.id, stamp)
        return {row[0] for row in self.env.execute_query(query)}

    @api.model
    def _wake_refresh(self):
        self.env.ref(
            "crm_lifecycle.crm_customer_refresh_touched_cron"
        ).sudo()._trigger()

    @api.model
    def _cron_refresh_touched(self, batch=1000):
        """Refreshes the customers noted by document hooks, batch by batch.

        A row of the queue is deleted in the transaction that stored the facts, so a
        killed job neither loses nor repeats anything.
        """
        cron = self.env["ir.cron"]
        queue = self.env["crm.customer.touch"].sudo()
        cron._commit_progress(remaining=queue.search_count([]))
        while queued := queue.search([], limit=batch).try_lock_for_update():
            try:
                customers = queued.customer_id.try_lock_for_update()
                done = queued.filtered(lambda row, c=customers: row.customer_id in c)
                self._refresh_facts(customers)
                done.unlink()
            except OperationalError:
                # somebody edits one of them at this moment; the queue keeps the rows
                self.env.cr.rollback()
                _logger.info("Customer facts: rows in use, taken up again next minute")
                break
            if not done or not cron._commit_progress(len(done)):
                break

    @api.model
    def _cron_refresh_all(self):
        """Nightly: windows slide, so every customer joins the queue of due ones."""
        self.env.execute_query(queries.touch_all())
        self._wake_refresh()

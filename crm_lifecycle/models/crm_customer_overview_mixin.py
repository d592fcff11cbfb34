# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import datetime

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from . import crm_contact_queries as queries

NEXT = 3
LAST = 5


class CrmCustomerOverviewMixin(models.AbstractModel):
    """The first page of a customer: what comes next, and what happened."""

    _name = "crm.customer.overview.mixin"
    _description = "Overview of the Customer"

    overview_next = fields.Text(
        string="What Comes Next",
        compute="_compute_overview",
        help="The next three things to do for this customer, whoever does them.",
    )
    overview_last = fields.Text(
        string="What Happened",
        compute="_compute_overview",
        help="The last five things that happened, whoever did them.",
    )

    overview_bought = fields.Text(
        string="Bought Last", compute="_compute_overview_bought"
    )
    currency_id = fields.Many2one("res.currency")
    receivable_balance = fields.Monetary(
        string="They Owe",
        compute="_compute_balances",
        help="Open receivables of the company and its branches, from the books.",
    )
    payable_balance = fields.Monetary(
        string="We Owe",
        compute="_compute_balances",
        help="Open payables, from the books.",
    )

    def _compute_overview(self):
        """One query per kind of thing, however many customers."""
        coming = self._origin._things_next()
        past = self._origin._things_last()
        for customer in self:
            ahead = sorted(coming.get(customer._origin, ()), key=lambda t: t[0])
            behind = past.get(customer._origin, ())
            behind = sorted(behind, key=lambda t: t[0], reverse=True)
            customer.overview_next = self._things_in_words(ahead[:NEXT])
            customer.overview_last = self._things_in_words(behind[:LAST])

    def _compute_overview_bought(self):
        bought = self._origin._last_purchases(LAST)
        for customer in self:
            customer.overview_bought = bought.get(customer._origin.id, False)

    def _compute_balances(self):
        """What the books say in the customer's company; two queries per company."""
        balances = {}
        for company, customers in self._origin.grouped("company_id").items():
            partners = customers.partner_id.sudo().with_company(company)
            for customer, partner in zip(customers, partners, strict=True):
                balances[customer.id] = (partner.credit, partner.debit)
        for customer in self:
            owed, owing = balances.get(customer._origin.id, (0.0, 0.0))
            customer.receivable_balance = owed
            customer.payable_balance = owing

    def action_view_invoices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["domain"] = [
            ("commercial_partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("move_type", "in", ["out_invoice", "out_refund"]),
        ]
        action["context"] = {
            "default_move_type": "out_invoice",
            "default_partner_id": self.partner_id.id,
        }
        return action

    def action_view_payments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_account_payments"
        )
        action["domain"] = [
            ("partner_id", "child_of", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("partner_type", "=", "customer"),
        ]
        action["context"] = {
            "default_payment_type": "inbound",
            "default_partner_type": "customer",
            "default_partner_id": self.partner_id.id,
        }
        return action

    @api.model
    def _fact_document_actions(self):
        """{beginning of a fact's name: method of the customer that opens what the fact
        was counted from}; modules add those of their facts, the longest beginning
        counts."""
        return {
            "date_last_visit": "action_view_visits",
            "order_": "action_view_orders",
            "date_first_order": "action_view_orders",
            "date_last_order": "action_view_orders",
            "largest_order_": "action_view_orders",
            "quotation_": "action_view_quotations",
            "receivable_": "action_view_invoices",
            "relation_months": "action_view_orders",
            "silence_": "action_view_orders",
            "visit_": "action_view_visits",
        }

    def _things_next(self):
        """{customer: [(day, words)]} of what is planned; extend it with super()."""
        mine = ("customer_id", "in", self.ids)
        visits = self._latest_of(
            "crm.customer.visit",
            [mine, ("state", "in", ["planned", "agreed"])],
            ("date_start", NEXT),
        )
        care = self._latest_of(
            "crm.care.task", [mine, ("state", "=", "todo")], ("date_due", NEXT)
        )
        things = defaultdict(list)
        for visit in visits:
            things[visit.customer_id].append((self._day(visit.date_start), visit.name))
        for task in care:
            things[task.customer_id].append((task.date_due, task.display_name))
        for customer in self:
            for task in customer.activity_ids:
                words = task.summary or task.activity_type_id.name
                things[customer].append((task.date_deadline, words))
        return things

    def _things_last(self):
        """{customer: [(day, words)]} of what happened; extend it with super()."""
        mine = ("customer_id", "in", self.ids)
        visits = self._latest_of(
            "crm.customer.visit",
            [mine, ("state", "in", ["done", "reviewed"])],
            ("date_start desc", LAST),
        )
        moves = self._latest_of(
            "crm.customer.stage.history", [mine], ("date desc", LAST)
        )
        things = self._orders_last()
        for visit in visits:
            words = f"{visit.user_id.name}: {visit.outcome or ''}"
            things[visit.customer_id].append((self._day(visit.date_start), words))
        for move in moves:
            words = self.env._("Stage: %s", move.stage_id.name)
            things[move.customer_id].append((self._day(move.date), words))
        return things

    def _orders_last(self):
        things = defaultdict(list)
        orders = self._latest_of(
            "sale.order",
            [
                ("partner_id.commercial_partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "sale"),
            ],
            ("date_order desc", LAST),
        )
        accounts = {(c.partner_id, c.company_id): c for c in self}
        for order in orders:
            partner = order.partner_id.commercial_partner_id
            account = accounts.get((partner, order.company_id))
            amount = format_amount(self.env, order.amount_untaxed, order.currency_id)
            things[account].append(
                (self._day(order.date_order), f"{order.name} {amount}")
            )
        return things

    def _latest_of(self, model, domain, sorting):
        """Records of all these customers; of one customer no more than are shown."""
        order, limit = sorting
        return self.env[model].search(
            domain, order=order, limit=limit if len(self) == 1 else None
        )

    def _day(self, moment):
        """The user's calendar day of a moment."""
        if isinstance(moment, datetime):
            return fields.Datetime.context_timestamp(self, moment).date()
        return moment

    def _things_in_words(self, things):
        return "\n".join(
            f"{format_date(self.env, day)}  {words}" for day, words in things
        )

    def _last_purchases(self, limit):
        """{id: what the latest orders of each customer were for}, in words."""
        if not self:
            return {}
        self.check_access("read")
        for model in ("sale.order", "sale.order.line"):
            self.env[model].flush_model()
        rows = self.env.execute_query(queries.last_purchases(self.ids, limit))
        words = defaultdict(list)
        for customer_id, day, name, products in rows:
            words[customer_id].append(f"{day} {name}: {products}")
        return {key: "\n".join(lines) for key, lines in words.items()}

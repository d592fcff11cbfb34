# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from . import crm_collection_queries as queries
from .crm_collection_rules import Cut, Paid, Word, judge


class CrmCollectionPromise(models.Model):
    """A customer's word to pay so much until a day, judged by the ledger alone."""

    _name = "crm.collection.promise"
    _description = "Promise to Pay"
    _inherit = ["crm.collection.hold.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Taken by", readonly=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(string="Promised")
    company_amount = fields.Monetary(string="Promised (Company Currency)")
    date_given = fields.Date(string="Promised on", required=True, readonly=True)
    date = fields.Date(string="To Be Paid by", required=True, readonly=True)
    date_until = fields.Date(
        string="Waited for until",
        required=True,
        readonly=True,
        index=True,
        help="The promised day and the days of tolerance.",
    )
    move_ids = fields.Many2many(
        comodel_name="account.move",
        relation="crm_collection_promise_move_rel",
        string="For Invoices",
        readonly=True,
        help="Empty: for whatever is due, oldest first.",
    )
    source = fields.Selection(
        selection=[
            ("call", "Call"),
            ("portal", "Portal"),
            ("mail", "Mail"),
            ("visit", "Visit"),
        ],
        required=True,
        readonly=True,
    )
    note = fields.Char(readonly=True)
    level = fields.Integer(
        string="In a Row",
        readonly=True,
        aggregator="max",
        help="1: the first promise, or the last one was kept. 2: the one before was "
        "not kept, and so on.",
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("kept", "Kept"),
            ("partly", "Partly Kept"),
            ("broken", "Broken"),
            ("lapsed", "Nothing Owed"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    amount_received = fields.Monetary(
        string="Received in Time", readonly=True, default=0.0
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A promise is about an amount above zero."
    )
    _days_in_order = models.Constraint(
        "CHECK (date >= date_given AND date_until >= date)",
        "A promise is for today or a later day.",
    )

    @api.depends("amount", "date", "currency_id")
    def _compute_name(self):
        for promise in self:
            promise.name = self.env._(
                "%(amount)s until %(day)s",
                amount=promise.currency_id.format(promise.amount),
                day=format_date(self.env, promise.date),
            )

    def action_withdraw(self):
        """Recorded by mistake, or replaced by another agreement."""
        for promise in self:
            promise.customer_id._check_may_collect()
            promise._check_open()
        self.sudo().state = "withdrawn"
        self.customer_id._touch_collection()

    @api.model
    def _give(self, customer, amount, date, today=None, **values):
        """Records a promise of a customer; the caller has checked the right.

        values: source, and optionally currency_id, move_ids (ids) and note
        """
        company = customer.company_id.sudo()
        today = today or customer._today(company)
        currency = values.pop("currency_id", False) or company.currency_id.id
        self._check_given(customer, amount, date, today)
        self._check_invoices(customer, values.get("move_ids", []))
        earlier = self.sudo()._earlier_failures(customer)
        promise = self.sudo().create(
            {
                "customer_id": customer.id,
                "user_id": self.env.uid,
                "currency_id": currency,
                "amount": amount,
                "date_given": today,
                "date": date,
                "date_until": date + timedelta(days=company.collection_promise_days),
                "level": earlier + 1,
                "move_ids": [Command.set(values.pop("move_ids", []))],
                **values,
            }
        )
        promise.company_amount = promise.currency_id._convert(
            amount, company.currency_id, company, today
        )
        customer.sudo()._message_log(
            body=self.env._("Promised to pay: %s", promise.name)
        )
        customer._touch_collection()
        return promise

    @api.model
    def _check_given(self, customer, amount, date, today):
        if amount <= 0:
            raise UserError(self.env._("A promise needs an amount above zero."))
        if not date or date < today:
            raise UserError(
                self.env._(
                    "%s: a promise is for today or a later day.", customer.display_name
                )
            )

    @api.model
    def _check_invoices(self, customer, move_ids):
        for move in self.env["account.move"].sudo().browse(move_ids):
            if move.commercial_partner_id != customer.sudo().partner_id:
                raise UserError(
                    self.env._(
                        "%(invoice)s is no invoice of %(customer)s.",
                        invoice=move.name,
                        customer=customer.display_name,
                    )
                )

    @api.model
    def _earlier_failures(self, customer):
        """How many promises in a row were not kept."""
        states = self.search(
            Domain("customer_id", "=", customer.id)
            & Domain("state", "in", ("kept", "partly", "broken")),
            order="date_until desc, id desc",
            limit=10,
        ).mapped("state")
        return next(
            (n for n, state in enumerate(states) if state == "kept"), len(states)
        )

    def _check_open(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for promise in self.filtered(lambda p: p.state != "open"):
            raise UserError(
                self.env._(
                    "The promise of %(customer)s, %(promise)s, is “%(state)s” already.",
                    customer=promise.customer_id.display_name,
                    promise=promise.name,
                    state=labels[promise.state],
                )
            )

    @api.model
    def _judge(self, company, customers=None, today=None):
        """Compares promises with the ledger; returns those whose state changed.

        Promises that ended within 90 days are judged again: money may be sent back.
        """
        today = today or self.env["crm.customer"]._today(company)
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("state", "not in", ("lapsed", "withdrawn"))
            & (
                Domain("state", "=", "open")
                | Domain("date_until", ">=", today - timedelta(days=90))
            )
        )
        if customers is not None:
            domain &= Domain("customer_id", "in", customers.ids)
        promises = self.sudo().search(domain)
        return promises._store_verdicts(promises._verdicts(company, today), today)

    def _verdicts(self, company, today):
        """{promise id: (state, received)}."""
        if not self:
            return {}
        self.env["account.move.line"].flush_model()
        query = queries.payments(self.customer_id.ids, min(self.mapped("date_given")))
        paid = defaultdict(list)
        for customer_id, *row in self.env.execute_query(query):
            paid[customer_id].append(Paid(*row[:2], float(row[2]), float(row[3])))
        tolerance = company.collection_promise_percent / 100
        verdicts = {}
        for customer, promises in self.grouped("customer_id").items():
            words = [promise._as_word() for promise in promises]
            verdicts.update(judge(words, paid[customer.id], today, tolerance))
        return verdicts

    def _as_word(self):
        return Word(
            self.id,
            self.date_given,
            self.date_until,
            self.currency_id.id,
            self.amount,
            self.company_amount,
        )

    def _as_cut(self):
        """What reminders leave out while the promise runs: the rest of it."""
        rest = max(self.amount - self.amount_received, 0.0)
        worth = self.company_amount * rest / self.amount
        moves = tuple(self.move_ids.ids)
        return Cut(self.currency_id.id, rest, worth, moves, not moves)

    def _store_verdicts(self, verdicts, today):
        failed = [key for key, (state, _r) in verdicts.items() if state == "broken"]
        lapsed = self.browse(failed)._without_debt()
        changed = self.browse()
        for promise in self:
            state, received = verdicts[promise.id]
            if promise in lapsed:
                state = "lapsed"
            received = promise.currency_id.round(received)
            if promise.currency_id.compare_amounts(promise.amount_received, received):
                promise.amount_received = received
            if promise.state != state:
                promise.state = state
                changed |= promise
        changed._tell()
        return changed

    def _without_debt(self):
        """Promises still open in the books whose customer or invoices owe nothing."""
        waiting = self.filtered(lambda p: p.state == "open")
        if not waiting:
            return waiting
        rows = self.env.execute_query(queries.owing(waiting.customer_id.ids))
        owing = {row[0] for row in rows if row[1] > 0}
        return waiting.filtered(
            lambda p: (
                p.customer_id.id not in owing
                or (p.move_ids and not any(p.move_ids.mapped("amount_residual")))
            )
        )

    def _tell(self):
        """The file says what became of a promise; a broken one is a call to make."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for promise in self:
            customer = promise.customer_id
            customer._message_log(
                body=self.env._(
                    "Promise “%(promise)s”: %(state)s, received %(received)s.",
                    promise=promise.name,
                    state=labels[promise.state],
                    received=promise.currency_id.format(promise.amount_received),
                )
            )
            if promise.state in ("broken", "partly"):
                customer._plan_collection_activity(
                    self.env._("Promise not kept: %s", promise.name), call=True
                )

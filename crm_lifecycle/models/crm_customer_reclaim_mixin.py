# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from . import crm_action_queries as actions
from . import crm_fact_queries
from . import crm_reclaim_queries as queries


class CrmCustomerReclaimMixin(models.AbstractModel):
    """Customers without a proved action: reminder, appeal, taken back at night."""

    _name = "crm.customer.reclaim.mixin"
    _description = "Taking Customers back"
    _inherit = ["crm.customer.facts.mixin"]

    last_action_kind = fields.Selection(
        selection=[
            ("quotation", "Quotation sent"),
            ("order", "Order"),
            ("invoice", "Invoice"),
            ("payment", "Payment"),
            ("meeting", "Meeting held"),
            ("mail", "Mail from the customer"),
            ("visit", "Visit"),
        ],
        string="Proved by",
        readonly=True,
        copy=False,
    )
    reclaim_pool_id = fields.Many2one(
        comodel_name="crm.customer.pool",
        string="Falls into Pool",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    date_reclaim = fields.Date(
        string="Taken back on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Night on which the customer is taken back unless a document proves a "
        "sales action before. A typed note proves nothing.",
    )
    date_reclaim_remind = fields.Date(string="Reminder on", readonly=True, copy=False)
    date_reclaim_reminded = fields.Date(
        string="Owner Reminded on", readonly=True, copy=False
    )
    idle_days = fields.Integer(
        string="Days without Proof", compute="_compute_idle_days"
    )
    appeal_ids = fields.One2many("crm.customer.appeal", "customer_id")
    has_open_appeal = fields.Boolean(
        string="Appeal Waiting",
        compute="_compute_has_open_appeal",
        search="_search_has_open_appeal",
    )

    @api.depends("date_last_action", "date_owner")
    def _compute_idle_days(self):
        today = fields.Date.context_today(self)
        for customer in self:
            since = customer._reclaim_clock()
            customer.idle_days = (today - since).days if since else 0

    @api.depends("appeal_ids.state")
    def _compute_has_open_appeal(self):
        waiting = (
            self.env["crm.customer.appeal"]
            .sudo()
            .search([("customer_id", "in", self.ids), ("state", "=", "submitted")])
        )
        for customer in self:
            customer.has_open_appeal = customer in waiting.customer_id

    def _search_has_open_appeal(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("appeal_ids.state", "=", "submitted")]

    def action_appeal(self):
        """One click: the owner asks to keep the customer; the facts speak for him."""
        appeals = self.env["crm.customer.appeal"]
        for customer in self:
            appeals._appeal(customer)

    @api.model
    def _action_proofs(self, scope):
        """List of SQL yielding (customer_id, day, kind) of actions proved by documents.

        Extend with ``super() + [query]`` to let another document prove a sales action,
        for example a visit that was done (kind ``visit``, ready in the selection).
        """
        return [
            actions.orders(scope),
            actions.invoices(scope),
            actions.payments(scope),
            actions.meetings(scope),
            actions.inbound_mails(scope),
        ]

    @api.model
    def _fact_sources(self, scope):
        query = actions.last_action(scope, self._action_proofs(scope))
        return super()._fact_sources(scope) + [
            crm_fact_queries.FactSource(actions.ACTION_FACT_COLUMNS, query)
        ]

    @api.model
    def _apply_rules(self, scope):
        return super()._apply_rules(scope) | self._apply_reclaim_rules(scope)

    @api.model
    def _apply_reclaim_rules(self, scope):
        rules = self.env["crm.customer.pool"]._reclaim_rules(scope)
        if rules:
            query = queries.store_reclaim_days(scope, rules)
        else:
            query = queries.forget_reclaim_days(scope)
        return {row[0] for row in self.env.execute_query(query)}

    def _reclaim_clock(self):
        """Day from which the days without proof are counted, as the query does."""
        received = self.date_owner or (self.create_date and self.create_date.date())
        days = [day for day in (self.date_last_action, received) if day]
        return max(days, default=False)

    @api.model
    def _reclaim_due_domain(self, days_ahead=0):
        """Customers taken back within so many days, for lists and the to-do centre."""
        due = [
            Domain("company_id", "=", company.id)
            & Domain(
                "date_reclaim", "<=", self._today(company) + timedelta(days=days_ahead)
            )
            for company in self.env["res.company"].sudo().search(Domain.TRUE)
        ]
        return Domain("user_id", "!=", False) & Domain.OR(due)

    def _reclaim(self):
        """Takes customers back into their pool; the ledger names the old owner."""
        for pool, customers in self.sudo().grouped("reclaim_pool_id").items():
            reason = self.env._(
                "No proved sales action for %s days", min(customers.mapped("idle_days"))
            )
            lost = {owner: c for owner, c in customers.grouped("user_id").items()}
            names = {u: ", ".join(c.mapped("display_name")) for u, c in lost.items()}
            customers._release(reason, pool, "reclaim")
            for owner, text in names.items():
                pool._tell_owner(owner, text, reason)

    def _remind_owners(self):
        """An activity for each owner who has shown no proved action for a while."""
        todo = self.env.ref("crm_lifecycle.mail_activity_type_reclaim")
        model = self.env["ir.model"]._get("crm.customer")
        self.env["mail.activity"].sudo().create(
            [
                {
                    "activity_type_id": todo.id,
                    "res_model_id": model.id,
                    "res_id": customer.id,
                    "user_id": customer.user_id.id,
                    "date_deadline": customer.date_reclaim,
                    "summary": self.env._("Act, or the customer goes to the pool"),
                    "note": self.env._(
                        "No proved sales action for %(days)s days. Taken back on "
                        "%(day)s. A quotation, meeting, order, payment or the "
                        "customer's mail keeps it; a note does not.",
                        days=customer.idle_days,
                        day=customer.date_reclaim,
                    ),
                }
                for customer in self
            ]
        )
        self.sudo().write({"date_reclaim_reminded": fields.Date.today()})

    @api.model
    def _drop_reminders(self):
        """A reminder ends with the silence it is about."""
        reminders = (
            self.env["mail.activity"]
            .sudo()
            .search(
                Domain("res_model", "=", "crm.customer")
                & Domain(
                    "activity_type_id",
                    "=",
                    self.env.ref("crm_lifecycle.mail_activity_type_reclaim").id,
                )
            )
        )
        silent = (
            self.sudo()
            .browse(reminders.mapped("res_id"))
            .exists()
            .filtered_domain(
                Domain("date_reclaim_remind", "<=", fields.Date.context_today(self))
            )
        )
        reminders.filtered(lambda a: a.res_id not in silent.ids).unlink()

    def _check_may_appeal(self):
        self.ensure_one()
        customer = self.sudo()
        if customer.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "Only %(owner)s, who owns %(customer)s, may appeal.",
                    owner=customer.user_id.name or self.env._("the owner"),
                    customer=self._shown_name(),
                )
            )
        if not customer.date_reclaim:
            raise UserError(
                self.env._("%s is not about to be taken back.", self.display_name)
            )

    @api.model
    def _reminder_due_domain(self):
        """Owners who were not reminded since their reminder became due."""
        unreminded = Domain("date_reclaim_reminded", "=", False) | Domain.custom(
            to_sql=lambda model, alias, query: queries.reminded_before(
                model._field_to_sql(alias, "date_reclaim_reminded", query),
                model._field_to_sql(alias, "date_reclaim_remind", query),
            )
        )
        today = fields.Date.context_today(self)
        return (
            Domain("user_id", "!=", False)
            & Domain("date_reclaim_remind", "<=", today)
            & Domain("date_reclaim", ">", today)
            & unreminded
        )

    @api.model
    def _each_batch(self, domain, verb, batch):
        cron, last_id = self.env["ir.cron"], 0
        accounts = self.sudo()
        cron._commit_progress(remaining=accounts.search_count(domain))
        while found := accounts.search(
            domain & Domain("id", ">", last_id), limit=batch, order="id"
        ):
            last_id = found[-1].id
            taken = found.try_lock_for_update()
            self._refresh_facts(taken)
            due = accounts.search(domain & Domain("id", "in", taken.ids))
            getattr(due, verb)()
            if not cron._commit_progress(len(found)):
                break

    @api.model
    def _cron_reclaim(self, batch=200):
        """At night: reminds owners, then takes back what is due, batch by batch.

        The facts of a batch are refreshed first, so that yesterday evening's document
        counts; each batch is committed with its ledger: a killed job repeats nothing.
        """
        self._drop_reminders()
        self._each_batch(self._reminder_due_domain(), "_remind_owners", batch)
        due = self._reclaim_due_domain() & Domain("has_open_appeal", "=", False)
        self._each_batch(due, "_reclaim", batch)

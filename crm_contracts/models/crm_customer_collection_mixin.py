# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_collection_queries as queries

COLLECTORS = "crm_contracts.crm_contracts_group_collector"
SELLERS = "crm_contracts.crm_contracts_group_user"


class CrmCustomerCollectionMixin(models.AbstractModel):
    """Collecting from a customer: who calls, what is next, what was promised."""

    _name = "crm.customer.collection.mixin"
    _description = "Collecting from a Customer"
    _inherit = ["crm.customer.facts.mixin"]

    collection_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Collector",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Who collects from this customer; empty: nobody in particular.",
    )
    collection_hold_until = fields.Date(
        string="No Reminders until", readonly=True, copy=False
    )
    collection_hold_reason = fields.Char(
        string="Why no Reminders", readonly=True, copy=False
    )
    date_collection_next = fields.Date(
        string="Call again on", readonly=True, copy=False
    )
    collection_step = fields.Selection(
        selection=[
            ("broken", "Promise broken: call"),
            ("call", "Call"),
            ("later", "Call later"),
            ("promise", "Wait for the promise"),
            ("dispute", "Decide the dispute"),
            ("hold", "On hold"),
        ],
        string="Next Step",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    collection_score = fields.Float(
        string="Urgency",
        readonly=True,
        copy=False,
        digits=(16, 0),
        help="What is overdue and neither disputed nor promised, times 1 + days "
        "overdue / 30 (up to 180 days), times 1 + half for each broken promise (up "
        "to four).",
    )
    amount_in_dispute = fields.Monetary(string="In Dispute", readonly=True, copy=False)
    promise_broken_count = fields.Integer(
        string="Broken Promises",
        readonly=True,
        copy=False,
        help="Promises to pay of the last 365 days that were not kept in full.",
    )
    promise_kept_rate = fields.Float(
        string="Promises Kept (%)",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator="avg",
        help="Of the promises of the last 365 days; kept in part counts as half.",
    )
    promise_open_amount = fields.Monetary(string="Promised", readonly=True, copy=False)
    date_promise = fields.Date(string="Promised for", readonly=True, copy=False)
    promise_ids = fields.One2many(
        "crm.collection.promise", "customer_id", string="Promises"
    )
    dispute_ids = fields.One2many(
        "crm.collection.dispute", "customer_id", string="Disputes"
    )
    notice_ids = fields.One2many(
        "crm.dunning.notice", "customer_id", string="Reminders and Calls"
    )

    def action_log_talk(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_collection_talk_action"
        )
        action["context"] = {"default_customer_id": self.id}
        return action

    def action_take_collection(self):
        """The collector who presses it collects from these customers."""
        self._assign_collector(self.env.user)

    def action_view_collection_items(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_collection_item_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_disputed_items(self):
        """Open items in dispute, also those of a complaint; each leads to its case."""
        return {
            **self.action_view_collection_items(),
            "context": {"search_default_disputed": 1},
        }

    def action_print_statement(self):
        report = self.env.ref("crm_contracts.crm_customer_report_statement")
        return report.report_action(self)

    def action_statement_xlsx(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/contracts/statement/{self.id}/xlsx",
            "target": "download",
        }

    def _check_may_collect(self):
        """Collectors for every customer they see, salespeople for their own."""
        user = self.env.user
        if not (user.has_group(COLLECTORS) or user.has_group(SELLERS)):
            raise AccessError(
                self.env._(
                    "Promises, disputes and calls are recorded by collectors and by "
                    "the customer's salesperson; ask one of them."
                )
            )
        self.check_access("read")

    @api.model
    def _check_collector(self):
        if not self.env.user.has_group(COLLECTORS):
            raise AccessError(
                self.env._("Only collectors and contract finance may do this.")
            )

    def _assign_collector(self, user):
        self._check_collector()
        self.check_access("read")
        if user and not user.has_group(COLLECTORS):
            raise UserError(
                self.env._(
                    "%s is no collector; give the right first, in the form of the "
                    "user.",
                    user.name,
                )
            )
        self.sudo().collection_user_id = user

    def _hold_collection(self, until, reason):
        """No reminders until a day; without a day the hold ends."""
        self._check_collector()
        self.check_access("read")
        if until and not (reason or "").strip():
            raise UserError(self.env._("Say why no reminders are sent meanwhile."))
        self.sudo().write(
            {
                "collection_hold_until": until,
                "collection_hold_reason": reason if until else False,
            }
        )
        for customer in self.sudo():
            customer._message_log(
                body=self.env._(
                    "No reminders until %(day)s: %(reason)s", day=until, reason=reason
                )
                if until
                else self.env._("Reminders are sent again.")
            )
        self._touch_collection()

    def _log_talk(self, outcome, note, date_next=False, is_call=True):
        """A call stands in the history of reminders and starts the quiet days."""
        self._check_may_collect()
        labels = self.env["crm.dunning.notice"]._fields["outcome"]
        words = dict(labels._description_selection(self.env))
        for customer in self.sudo():
            self.env["crm.dunning.notice"].sudo().create(
                {
                    "customer_id": customer.id,
                    "user_id": self.env.uid,
                    "date": self._today(customer.company_id),
                    "origin": "person",
                    "channel": "call" if is_call else "activity",
                    "summary": f"{words[outcome]}: {customer.partner_id.name}",
                    "amount": customer.receivable_overdue_amount,
                    "state": "done",
                    "outcome": outcome,
                    "note": note,
                }
            )
            customer.date_collection_next = date_next
        self._touch_collection()

    def _touch_collection(self):
        """The next step and the facts follow within a minute."""
        for company, customers in self.sudo().grouped("company_id").items():
            self.env["crm.customer"]._touch(customers.partner_id, company)

    def _plan_collection_activity(self, summary, deadline=None, call=False, note=""):
        """Tells the collector, or the owner, or nobody when there is neither."""
        self.ensure_one()
        customer = self.sudo()
        user = customer.collection_user_id or customer.user_id
        if not user:
            return self.env["mail.activity"]
        kind = "call" if call else "todo"
        return customer.with_context(mail_activity_quick_update=True).activity_schedule(
            f"mail.mail_activity_data_{kind}",
            date_deadline=deadline or self._today(customer.company_id),
            summary=summary,
            note=note,
            user_id=user.id,
        )

    @api.model
    def _fact_sources(self, scope):
        return [
            *super()._fact_sources(scope),
            FactSource(queries.PROMISE_FACT_COLUMNS, queries.promise_facts(scope)),
        ]

    @api.model
    def _store_facts(self, scope):
        """Promises are judged before they are counted; urgency stands on the facts."""
        company = self.env["res.company"].browse(scope.company_id)
        some = scope.customer_ids
        customers = None if some is None else self.browse(some)
        self.env["crm.collection.promise"]._judge(company, customers, scope.today)
        self.env.flush_all()
        changed = super()._store_facts(scope)
        elsewhere = self.env["account.move"].sudo()._disputed_elsewhere(company)
        rank = FactSource(
            queries.COLLECTION_COLUMNS, queries.collection_rank(scope, elsewhere)
        )
        return changed | self._store_sources(scope, [rank])

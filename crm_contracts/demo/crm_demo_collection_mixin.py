# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

# days ago, days until the promised day, source
PROMISES = (
    (30, 10, "call"),
    (25, 7, "mail"),
    (20, 7, "visit"),
    (4, 7, "call"),
    (1, 5, "call"),
)


class CrmDemoCollectionMixin(models.AbstractModel):
    """Collecting in the demo company: a collector, promises, disputes and runs."""

    _name = "crm.demo.collection.mixin"
    _description = "Demo: Collecting"

    @api.model
    def _load_collection(self):
        """Works on the customers that owe most; the policy is switched on."""
        company, fiona = self._demo("company_trading"), self._demo("user_fiona")
        policies = self.env["crm.dunning.policy"].search(Domain.TRUE)
        policies.write({"rule_enabled": True, "user_id": fiona.id})
        late = self.env["crm.customer"].search(
            [
                ("company_id", "=", company.id),
                ("receivable_overdue_amount", ">", 0),
                # the customer of the portal is left to promise himself
                ("id", "!=", self._demo_customer(0).id),
            ],
            order="receivable_overdue_amount desc, id",
            limit=12,
        )
        late[:8].collection_user_id = fiona
        self._load_promises(late[:5])
        self._load_kept_promise()
        self._load_disputes(late[5:8])
        self._remind(company)
        self._load_calls(late[8:11])
        self._charge_late_interest(late[:1])
        self._remember_forecasts(company)
        self.env["crm.customer"]._refresh_facts(late)

    @api.model
    def _load_promises(self, customers):
        """Some were given weeks ago and judged since, some run."""
        today, fiona = self._today(), self._demo("user_fiona")
        for customer, (ago, days, source) in zip(customers, PROMISES, strict=False):
            given = today - timedelta(days=ago)
            self.env["crm.collection.promise"].with_user(fiona).sudo()._give(
                customer,
                round(customer.receivable_overdue_amount / 2, 2),
                given + timedelta(days=days),
                given,
                source=source,
            )

    @api.model
    def _load_kept_promise(self):
        """The balance for the ring road came a week ago."""
        today = self._today()
        promises = self.env["crm.collection.promise"].with_user(
            self._demo("user_fiona")
        )
        promises.sudo()._give(
            self._demo_customer(33),
            100000.0,
            today - timedelta(days=6),
            today - timedelta(days=14),
            source="call",
        )

    @api.model
    def _load_disputes(self, customers):
        """Two open ones, and one that was right: a credit note is to be made."""
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_quantity")
        disputes = self.env["crm.collection.dispute"]
        for customer in customers:
            item = self.env["crm.collection.item"].search(
                [("customer_id", "=", customer.id), ("kind", "=", "invoice")], limit=1
            )
            if item:
                disputes |= disputes._dispute(
                    item.move_id,
                    round(item.amount / 4, 2),
                    reason,
                    source="call",
                    note="Two tons are missing on the weighing protocol.",
                )
        fiona = self._demo("user_fiona")
        disputes[:1].with_user(fiona)._decide(
            "accepted", "The scales of the yard were wrong; a credit note follows."
        )

    @api.model
    def _remind(self, company):
        """The run of the last working day; nobody out there is mailed by a demo."""
        fiona = self._demo("user_fiona")
        runs = self.env["crm.dunning.run"].with_user(fiona).sudo().with_company(company)
        days = (self._today() - timedelta(days=ago) for ago in range(1, 15))
        day = next(day for day in days if runs._is_working_day(company, day))
        run = runs._prepare(company, day)
        mails = run.notice_ids.filtered(lambda notice: notice.channel == "mail")
        mails.write({"state": "sent"})
        (run.notice_ids - mails)._deliver()
        run._finish()

    @api.model
    def _load_calls(self, customers):
        fiona, today = self._demo("user_fiona"), self._today()
        for customer, (outcome, note) in zip(
            customers,
            (
                ("absent", "Accounts office at lunch; call again tomorrow."),
                ("refused", "Waits for the money of the main contractor."),
                ("other", "A new accountant; asked for copies of the invoices."),
            ),
            strict=False,
        ):
            customer.with_user(fiona)._log_talk(
                outcome, note, date_next=today + timedelta(days=2)
            )

    @api.model
    def _charge_late_interest(self, customers):
        """A draft invoice of interest, at the rate of the loans of the company."""
        company = self._demo("company_trading")
        company.write(
            {"collection_interest_rate": 6.0, "collection_interest_grace": 10}
        )
        until = self._today() - timedelta(days=1)
        for customer in customers.with_user(self._demo("user_fiona")):
            if customer.sudo()._interest_due(until):
                customer._charge_interest(until)

    @api.model
    def _remember_forecasts(self, company, weeks=12):
        """What each Monday expected of its week: too much, or too little."""
        today = self._today()
        monday = today - timedelta(days=today.weekday())
        forecasts = self.env["crm.collection.forecast"]
        customers = self.env["crm.customer"].search([("company_id", "=", company.id)])
        owners = {customer.partner_id: customer.user_id for customer in customers}
        expected = {}
        for day, partner, amount in self.env["account.payment"]._read_group(
            [
                ("company_id", "=", company.id),
                ("payment_type", "=", "inbound"),
                ("date", ">=", monday - timedelta(days=7 * weeks)),
                ("date", "<", monday),
            ],
            ["date:day", "partner_id"],
            ["amount:sum"],
            order="date:day",
        ):
            week = day - timedelta(days=day.weekday())
            key = (week, owners.get(partner, self.env["res.users"]).id)
            share = (0.8, 1.15, 0.95, 1.3)[week.isocalendar().week % 4]
            expected[key] = expected.get(key, 0.0) + amount * share
        forecasts.create(
            [
                {
                    "company_id": company.id,
                    "user_id": user_id,
                    "date_made": day,
                    "week": day,
                    "amount_due": round(amount * 1.1, 2),
                    "amount_expected": round(amount, 2),
                }
                for (day, user_id), amount in expected.items()
            ]
        )
        forecasts._forecast(company, today)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models


class CrmDemoCollectionMixin(models.AbstractModel):
    """Collecting in the demo company: a collector, promises, disputes and one run."""

    _name = "crm.demo.collection.mixin"
    _description = "Demo Data of Collecting"

    @api.model
    def _load_collection(self):
        """Works on the customers that owe most; the policy is switched on."""
        company = self._demo("company_trading")
        fiona = self._demo("user_fiona")
        policy = self.env.ref("crm_contracts.crm_dunning_policy_standard")
        policy.write({"rule_enabled": True, "user_id": fiona.id})
        late = self.env["crm.customer"].search(
            [("company_id", "=", company.id), ("receivable_overdue_amount", ">", 0)],
            order="receivable_overdue_amount desc, id",
            limit=12,
        )
        late[:8].collection_user_id = fiona
        self._load_promises(late[:5])
        self._load_disputes(late[5:8])
        runs = self.env["crm.dunning.run"].with_company(company)
        run = runs._prepare(company, self._today() - timedelta(days=1))
        # nobody out there is mailed by a demonstration
        mails = run.notice_ids.filtered(lambda notice: notice.channel == "mail")
        mails.write({"state": "sent"})
        (run.notice_ids - mails)._deliver()
        run._finish()
        self.env["crm.customer"]._refresh_facts()

    @api.model
    def _load_promises(self, customers):
        """Some were given weeks ago and judged since, some run."""
        today = self._today()
        promises = self.env["crm.collection.promise"]
        for number, customer in enumerate(customers):
            given = today - timedelta(days=(25, 20, 2, 1, 0)[number])
            promises._give(
                customer,
                round(customer.receivable_overdue_amount / 2, 2),
                given + timedelta(days=7),
                given,
                source=("call", "mail", "call", "visit", "call")[number],
            )

    @api.model
    def _load_disputes(self, customers):
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_quantity")
        for customer in customers:
            item = self.env["crm.collection.item"].search(
                [("customer_id", "=", customer.id), ("kind", "=", "invoice")], limit=1
            )
            if item:
                self.env["crm.collection.dispute"]._dispute(
                    item.move_id,
                    round(item.amount / 4, 2),
                    reason,
                    source="call",
                    note="Two tons are missing",
                )

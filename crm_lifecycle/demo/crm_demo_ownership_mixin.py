# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class CrmDemoOwnershipMixin(models.AbstractModel):
    """Pool, reclaim candidates, and the cases about who owns whom."""

    _name = "crm.demo.ownership.mixin"
    _description = "Ownership in the Demo Company"

    @api.model
    def _fill_pool(self):
        """Pools of both companies, a dozen customers in one, a case of each kind."""
        trading, liquor = self._demo("company_trading"), self._demo("company_liquor")
        trading.write(
            {
                "lifecycle_review_on": True,
                "lifecycle_attribution": True,
                "lifecycle_quote_conflict": "warn",
            }
        )
        pools = self.env["crm.customer.pool"]
        if pools.search_count([("company_id", "=", trading.id)], limit=1):
            return
        self._age_holdings(trading)
        pool = pools.create(self._prepare_pool_values(trading))
        pools.create({"name": "Liquor Pool", "company_id": liquor.id})
        self._release_lost(trading, pool)
        self.env["crm.customer"]._refresh_facts()
        self._create_cases(trading)

    @api.model
    def _prepare_pool_values(self, company):
        return {
            "name": "Coal and Building Pool",
            "company_id": company.id,
            "team_ids": self._demo("team_coal").ids,
            "admin_ids": self._demo("user_lena").ids,
            "claim_limit": 3,
            "cooldown_days": 30,
            "holding_cap": 80,
            "lock_cap": 3,
            "is_reclaim_on": True,
            "grace_days": 1,
            "exempt_domain": "[('order_count_12m', '>', 8)]",
            "term_ids": [
                Command.create(
                    {
                        "name": "VIP",
                        "rule_domain": "[('vip_tier_id', '!=', False)]",
                        "remind_days": 60,
                        "reclaim_days": 120,
                    }
                )
            ],
        }

    @api.model
    def _age_holdings(self, company):
        """The owners received their customers when the relation began."""
        customers = self.env["crm.customer"].search([("company_id", "=", company.id)])
        for customer in customers:
            customer.date_owner = customer.date_first_order or (
                self._today() - timedelta(days=45)
            )

    @api.model
    def _release_lost(self, company, pool):
        lost = self.env["crm.customer"].search(
            [
                ("company_id", "=", company.id),
                ("user_id", "!=", False),
                ("silence_ratio", ">", 2),
            ],
            order="date_last_order, id",
            limit=12,
        )
        lost[:8]._release("Four rhythms without an order", pool)
        for customer in lost[8:]:
            customer._release("Customer asked for another salesperson", pool)

    @api.model
    def _create_cases(self, company):
        sally, sam = self._demo("user_sally"), self._demo("user_sam")
        customers = self.env["crm.customer"].with_company(company)
        hers = customers.search(
            [("user_id", "=", sally.id), ("order_count", ">", 3)], order="id", limit=4
        )
        transfer = (
            self.env["crm.customer.transfer"]
            .with_user(sally)
            .create(
                {
                    "customer_id": hers[0].id,
                    "to_user_id": sam.id,
                    "old_owner": "read",
                    "reason": "The works moved to the south; Sam visits there weekly.",
                }
            )
        )
        transfer.action_apply()
        transfer.with_user(sam).action_apply()
        code = "cement"
        values = self._prepare_order_values(hers[1].partner_id, company, code, 20)
        order = self.env["sale.order"].create({**values, "user_id": sam.id})
        order.action_quotation_sent()
        self.env["crm.customer.conflict"].with_user(sam).create(
            {
                "customer_id": hers[1].id,
                "first_user_id": sally.id,
                "second_user_id": sam.id,
                "second_statement": "Their new plant is in my district.",
            }
        )
        self._share(hers[2:], sally, sam)
        self._create_reviews(company, sally)

    @api.model
    def _share(self, customers, owner, collaborator):
        self.env["crm.customer.collaborator"].with_user(owner).create(
            [
                {
                    "customer_id": customer.id,
                    "user_id": collaborator.id,
                    "access": access,
                    "date_until": self._today() + timedelta(days=60),
                    "reason": "Joint tender for the ring road",
                }
                for customer, access in zip(customers, ("read", "write"), strict=False)
            ]
        )

    @api.model
    def _create_reviews(self, company, user):
        prospects = self.env["crm.customer"].search(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id),
                ("order_count", "=", 0),
            ],
            order="id",
            limit=2,
        )
        prospects.date_protected_until = self._today() - timedelta(days=1)
        reviews = self.env["crm.customer.review"]._open_reviews(company)
        stated = reviews[:1].with_user(user)
        stated.statement = "Two visits; their budget is decided in spring."
        stated.action_state()

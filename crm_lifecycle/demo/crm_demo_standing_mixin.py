# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command, Domain

REASONS = (
    ("crm_loss_type_price", "consumption", False, "Found the same grade cheaper."),
    ("crm_loss_type_poached", "purchase", "Huaxin Materials", "Longer credit there."),
    ("crm_loss_type_dissatisfied", "consumption", False, "Two late deliveries."),
    ("crm_loss_type_no_need", "seeking", False, "The plant was closed."),
)


class CrmDemoStandingMixin(models.AbstractModel):
    """Losses explained and won back, and tiers with benefits."""

    _name = "crm.demo.standing.mixin"
    _description = "Losses and Tiers in the Demo Company"

    @api.model
    def _explain_losses(self):
        """Two of three open losses get their reason; a few older ones were won back."""
        companies = self._demo("company_trading") | self._demo("company_liquor")
        companies.write({"lifecycle_win_back_task": True})
        self.env["crm.customer"]._refresh_facts()
        losses = self.env["crm.customer.loss"].sudo()
        if losses.search_count([("type_id", "!=", False)], limit=1):
            return
        for number, loss in enumerate(losses.search(Domain.TRUE, order="id")):
            if number % 3 == 2:
                continue
            kind, phase, competitor, reason = REASONS[number % len(REASONS)]
            loss.write(
                {
                    "type_id": self.env.ref(f"crm_lifecycle.{kind}").id,
                    "phase": phase,
                    "competitor": competitor,
                    "reason": reason,
                }
            )
            if kind == "crm_loss_type_no_need":
                loss.action_give_up()
        self._win_some_back()

    @api.model
    def _win_some_back(self):
        """Losses of half a year ago that an order since then has closed."""
        today = self._today()
        start = today - timedelta(days=200)
        customers = self.env["crm.customer"].sudo()
        back = customers.search(
            [
                ("date_last_order", ">=", today - timedelta(days=120)),
                ("order_count", ">=", 4),
                ("stage_id.is_lost", "=", False),
            ],
            order="id",
            limit=40,
        )[::8]
        self.env["crm.customer.loss"].sudo().create(
            [
                {
                    "customer_id": customer.id,
                    "user_id": customer.user_id.id,
                    "date": start,
                    "date_closed": customer.date_last_order,
                    "amount_prev_12m": customer.amount_prev_12m,
                    "type_id": self.env.ref("crm_lifecycle.crm_loss_type_attracted").id,
                    "phase": "purchase",
                    "state": "won",
                    "won_order_id": customer.last_order_id.id,
                }
                for customer in back
            ]
        )

    @api.model
    def _create_higher_tier(self):
        """A tier above VIP, so that members see a way to go."""
        tiers = self.env["crm.vip.tier"]
        if tiers.search_count([("sequence", "=", 20)], limit=1):
            return
        vip = self.env.ref("crm_lifecycle.crm_vip_tier_vip")
        vip.write(
            {
                "benefits": "<ul><li>5 % off every list price</li>"
                "<li>Answers in half the usual time</li></ul>",
                "answer_factor": 0.5,
                "manager_id": self._demo("user_lena").id,
                "priority": "1",
            }
        )
        tiers.create(
            {
                "name": "Strategic Customer",
                "sequence": 20,
                "color": 4,
                "rule_domain": "[('amount_12m', '>=', 1000000)]",
                "condition": "Turnover of 1,000,000 within 12 months.",
                "benefits": "<ul><li>A yearly agreement with fixed prices</li>"
                "<li>Goods first when they are scarce</li></ul>",
                "manager_id": self._demo("user_dora").id,
                "priority": "2",
                "grace_days": 60,
            }
        )
        mature = self.env.ref("crm_lifecycle.crm_lifecycle_stage_mature")
        team = self.env.ref("crm_lifecycle.crm_lifecycle_group_team")
        if not mature.transition_ids:
            mature.transition_ids = [Command.create({"group_id": team.id})]

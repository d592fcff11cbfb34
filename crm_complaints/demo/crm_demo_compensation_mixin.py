# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models


class DemoRemedy(NamedTuple):
    """One remedy: on the n-th demo complaint with an order, and what became of it."""

    complaint: int
    kind: str
    amount: float = 0.0
    accepted: bool = False
    alternative: bool = False


REMEDIES = (
    DemoRemedy(0, "replacement", accepted=True),
    DemoRemedy(1, "goodwill", 120.0, accepted=True),
    DemoRemedy(2, "discount", 80.0, accepted=True),
    DemoRemedy(3, "goodwill", 150.0, alternative=True),
    DemoRemedy(3, "discount", 200.0, alternative=True),
)


class CrmDemoCompensationMixin(models.AbstractModel):
    """What the demo company grants its customers."""

    _name = "crm.demo.compensation.mixin"
    _description = "Demo: Compensations"

    @api.model
    def _load_compensations(self):
        """A budget of the year, and one remedy of each kind."""
        trading = self._demo("company_trading")
        agnes = self._demo("user_agnes")
        builder = self.with_context(tracking_disable=True, mail_notify_force_send=False)
        builder.env["crm.complaint.budget"].create(
            {"company_id": trading.id, "period": "year", "amount": 20000.0}
        )
        cases = builder.env["crm.complaint"].search(
            [
                ("company_id", "=", trading.id),
                ("is_open", "=", True),
                ("line_ids.order_line_id", "!=", False),
                ("compensation_ids", "=", False),
            ],
            order="id",
        )
        for remedy in REMEDIES if cases else ():
            case = cases[remedy.complaint % len(cases)]
            case = case.with_user(agnes).with_company(trading)
            builder._unless_spent(builder._create_remedy, case, remedy)
        self.env["crm.customer"]._refresh_facts()

    @api.model
    def _create_remedy(self, case, remedy):
        values = {
            "complaint_id": case.id,
            "kind": remedy.kind,
            "note": self.env._("We are sorry for the trouble."),
            "is_alternative": remedy.alternative,
        }
        if remedy.kind == "replacement":
            claimed = case.line_ids[:1]
            claimed.quantity = min(claimed.quantity, 1.0) or 1.0
        else:
            values["amount"] = remedy.amount
        offer = case.env["crm.complaint.compensation"].create(values)
        offer.action_offer()
        if offer.state == "waiting":
            offer.approval_id.with_user(self._demo("user_dora")).action_approve()
        if remedy.accepted and offer.state == "offered":
            offer.sudo()._accept(case.partner_id)

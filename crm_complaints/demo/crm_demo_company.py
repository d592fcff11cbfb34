# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Command


class DemoComplaint(NamedTuple):
    """One complaint of the plan.

    customer: number in the plan of crm_lifecycle; opened, solved: working days ago;
    offer: amount of the credit note offered; rate: the customer's verdict, 1, 3 or 5
    """

    customer: int
    text: str
    severity: str
    category: str
    opened: int
    answered: bool = True
    solved: bool = False
    offer: float = 0.0
    accepted: bool = False
    rate: int = 0


COMPLAINTS = (
    DemoComplaint(0, "Ash content above promise", "major", "quality", 0, False),
    DemoComplaint(0, "Two lorries short weighed", "major", "delivery", 6, True, True,
                  360.0, True, 5),
    DemoComplaint(1, "Delivery a day late", "minor", "delivery", 12, True, True,
                  0, False, 3),
    DemoComplaint(3, "Invoice with the old price", "minor", "invoice", 1),
    DemoComplaint(16, "Moisture too high in lot 7", "major", "quality", 3, True, False,
                  480.0),
    DemoComplaint(20, "Driver unfriendly at gate", "minor", "service", 20, True, True,
                  0, False, 1),
    DemoComplaint(33, "Torn cement bags", "minor", "delivery", 2, True, False, 190.0),
    DemoComplaint(36, "Rebar certificates missing", "major", "quality", 0),
    DemoComplaint(52, "Wrong unloading place", "minor", "delivery", 30, True, True,
                  0, False, 5),
    DemoComplaint(80, "Broken bottles in two cases", "major", "delivery", 1, True,
                  False, 680.0),
    DemoComplaint(84, "Label unlike the sample", "minor", "quality", 9, True, True,
                  0, False, 5),
    DemoComplaint(96, "Banquet came without cups", "critical", "service", 0, False),
)  # fmt: skip


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


class CrmDemoCompany(models.AbstractModel):
    _inherit = "crm.demo.company"

    @api.model
    def _load_complaints(self):
        """Agnes and her team, and complaints from new to rated."""
        builder = self.with_context(
            tracking_disable=True, mail_notify_force_send=False, no_reset_password=True
        )
        builder._create_complaint_people()
        for plan in COMPLAINTS:
            complaint = builder._create_complaint(plan)
            builder._work_on_complaint(complaint, plan)
        self.env["crm.customer"]._refresh_facts()

    @api.model
    def _create_complaint_people(self):
        trading, liquor = self._demo("company_trading"), self._demo("company_liquor")
        group = "crm_complaints.crm_complaints_group_%s"
        agnes = self._create_user(
            "agnes", "Agnes Ai, Complaint Agent", [group % "agent"], trading | liquor
        )
        for login in ("dora", "gina"):
            manager = self.env.ref(group % "manager")
            self._demo(f"user_{login}").group_ids = [Command.link(manager.id)]
        for company in (trading, liquor):
            self.env["crm.complaint.team"].create(
                {
                    "name": f"Customer Service {company.name}",
                    "company_id": company.id,
                    "user_id": self._demo("user_dora").id,
                    "member_ids": [Command.set(agnes.ids)],
                    "resource_calendar_id": company.resource_calendar_id.id,
                }
            )
        (trading | liquor).write(
            {"complaint_limit_agent": 500.0, "complaint_limit_manager": 5000.0}
        )

    @api.model
    def _create_complaint(self, plan):
        customer = self._demo_customer(plan.customer)
        order = self.env["sale.order"].search(
            [
                ("partner_id", "=", customer.partner_id.id),
                ("company_id", "=", customer.company_id.id),
                ("state", "=", "sale"),
            ],
            order="date_order desc",
            limit=1,
        )
        category = f"crm_complaints.crm_complaint_category_{plan.category}"
        contact = customer.partner_id.child_ids[:1] or customer.partner_id
        complaints = self.env["crm.complaint"].with_company(customer.company_id)
        opened = fields.Datetime.now() - timedelta(days=plan.opened, hours=1)
        return complaints.create(
            {
                "partner_id": contact.id,
                "company_id": customer.company_id.id,
                "description": plan.text,
                "severity": plan.severity,
                "category_id": self.env.ref(category).id,
                "date_opened": opened,
                "line_ids": [
                    Command.create({"order_line_id": line.id})
                    for line in order.order_line[:1]
                ],
            }
        )

    @api.model
    def _work_on_complaint(self, complaint, plan):
        agnes = self._demo("user_agnes")
        work = complaint.with_user(agnes).with_company(complaint.company_id)
        if plan.answered:
            work.action_take()
            work.message_post(
                body=self.env._("We look into it and call you back today."),
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        if plan.offer:
            self._offer_credit(work, plan)
        if plan.solved:
            work.solution = "Checked with the warehouse and put right."
            work.action_solve()
        if plan.rate:
            complaint._rate(plan.rate, "Thank you" if plan.rate == 5 else "")

    @api.model
    def _offer_credit(self, work, plan):
        """A credit note offered against the newest invoice, and perhaps accepted."""
        invoice = self.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("company_id", "=", work.company_id.id),
                ("commercial_partner_id", "=", work.customer_id.sudo().partner_id.id),
            ],
            order="invoice_date desc",
            limit=1,
        )
        if not invoice:
            return
        offer = work.env["crm.complaint.compensation"].create(
            {
                "complaint_id": work.id,
                "invoice_id": invoice.id,
                "amount": plan.offer,
            }
        )
        offer.action_offer()
        if plan.accepted and offer.state == "offered":
            offer.sudo()._accept(work.partner_id)

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
            builder._create_remedy(case, remedy)
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

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..models.crm_satisfaction_rules import draw_number
from .crm_demo_time_mixin import HOURS_TO_ANSWER


class DemoComplaint(NamedTuple):
    """One complaint of the plan.

    customer: number in the plan of crm_lifecycle; opened, solved: working days ago;
    offer: amount of the credit note offered; rate: the customer's verdict, 1, 3 or 5;
    cause: what was found, end of its external id
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
    cause: str = ""


COMPLAINTS = (
    DemoComplaint(0, "Ash content above promise", "major", "quality", 0, False),
    DemoComplaint(0, "Two lorries short weighed", "major", "delivery", 6, True, True,
                  360.0, True, 5, "delivery_late"),
    DemoComplaint(1, "Delivery a day late", "minor", "delivery", 12, True, True,
                  0, False, 3, "delivery_late"),
    DemoComplaint(3, "Invoice with the old price", "minor", "invoice", 1),
    DemoComplaint(16, "Moisture too high in lot 7", "major", "quality", 3, True, False,
                  480.0),
    DemoComplaint(20, "Driver unfriendly at gate", "minor", "service", 20, True, True,
                  0, False, 1, "people_skill"),
    DemoComplaint(33, "Torn cement bags", "minor", "delivery", 2, True, False, 190.0),
    DemoComplaint(36, "Rebar certificates missing", "major", "quality", 0),
    DemoComplaint(52, "Wrong unloading place", "minor", "delivery", 30, True, True,
                  0, False, 5, "people_blame"),
    DemoComplaint(80, "Broken bottles in two cases", "major", "delivery", 1, True,
                  False, 680.0),
    DemoComplaint(84, "Label unlike the sample", "minor", "quality", 9, True, True,
                  0, False, 5),
    DemoComplaint(96, "Banquet came without cups", "critical", "service", 0, False),
)  # fmt: skip


class CrmDemoCompany(models.AbstractModel):
    _name = "crm.demo.company"
    _inherit = [
        "crm.demo.company",
        "crm.demo.compensation.mixin",
        "crm.demo.desk.mixin",
        "crm.demo.time.mixin",
        "crm.demo.voice.mixin",
    ]

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
        builder._escalate_complaints()
        builder._load_voice()
        builder._load_voice_of_year()
        builder._load_outbreak()
        builder._load_web_message()
        builder._create_desk()
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
            self._create_complaint_teams(company, agnes)
        (trading | liquor).write(
            {"complaint_limit_agent": 500.0, "complaint_limit_manager": 5000.0}
        )

    @api.model
    def _create_complaint_teams(self, company, agnes):
        """The office that answers, and the company level that supervises it."""
        teams = self.env["crm.complaint.team"]
        centre = teams.create(
            {
                "name": f"Complaint Centre {company.name}",
                "sequence": 50,
                "company_id": company.id,
                "user_id": self._demo("user_gina").id,
                "resource_calendar_id": company.resource_calendar_id.id,
            }
        )
        teams.create(
            {
                "name": f"Customer Service {company.name}",
                "company_id": company.id,
                "parent_id": centre.id,
                "user_id": self._demo("user_dora").id,
                "member_ids": [Command.set(agnes.ids)],
                "resource_calendar_id": company.resource_calendar_id.id,
            }
        )

    @api.model
    def _escalate_complaints(self):
        """What is late climbs the ladder, and the banquet without cups is a crisis."""
        clocks = self.env["crm.complaint.clock"]
        clocks._record_overdue()
        clocks._climb_ladders()
        banquet = self.env["crm.complaint"].search(
            [("subject", "=", COMPLAINTS[-1].text)], limit=1
        )
        banquet.with_user(self._demo("user_agnes"))._declare_crisis(
            "The bride's father is the mayor"
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
        return self._file(
            {
                "partner_id": contact.id,
                "company_id": customer.company_id.id,
                "description": plan.text,
                "severity": plan.severity,
                "category_id": self.env.ref(category).id,
                "line_ids": [
                    Command.create({"order_line_id": line.id})
                    for line in order.order_line[:1]
                ],
            },
            fields.Datetime.now() - timedelta(days=plan.opened, hours=1),
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
                date=self._moment_of(work, "answered", HOURS_TO_ANSWER),
            )
        if plan.offer:
            self._unless_spent(self._offer_credit, work, plan)
        if plan.solved:
            if plan.cause:
                cause = f"crm_complaints.crm_complaint_cause_{plan.cause}"
                work.cause_id = self.env.ref(cause)
            self._settle(work, "Checked with the warehouse and put right.")
        if plan.rate:
            complaint._rate(plan.rate, "Thank you" if plan.rate == 5 else "")

    @api.model
    def _unless_spent(self, grant, case, plan):
        """Grants what is left: a company that is loaded again after a removal has
        credited its invoices before."""
        try:
            with self.env.cr.savepoint():
                grant(case, plan)
        except (UserError, ValidationError):
            return

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
    def _load_voice(self):
        """The year's survey with its answers, and unhappy customers to call back."""
        trading = self._demo("company_trading")
        trading.complaint_callback = "quiet"
        unhappy = self.env["crm.complaint"].search(
            [
                ("company_id", "=", trading.id),
                ("subject", "in", [plan.text for plan in COMPLAINTS if plan.rate < 4]),
                ("phase", "=", "solved"),
            ]
        )
        unhappy.corrective_action = "Talked to the driver; training in May."
        unhappy.action_close()
        self.env["crm.complaint.callback"]._cron_plan()
        survey = self._create_survey(trading)
        survey.action_draw()
        survey.action_start()
        for invitation in survey.invitation_ids.sorted("customer_id")[:14]:
            self._answer_survey(invitation)

    @api.model
    def _create_survey(self, company):
        today = fields.Date.today()
        steps = ("Questionnaire", "Sample and invitations", "Interviews", "Report")
        return self.env["crm.satisfaction.survey"].create(
            {
                "name": f"Customer Survey {today.year}",
                "company_id": company.id,
                "user_id": self._demo("user_dora").id,
                "kind": "periodic",
                "repeat_months": "12",
                "rule_domain": "[('order_count', '>', 0)]",
                "sample_size": 24,
                "stratum_field": "stage_id",
                "introduction": "Once a year we ask you how our service was, and what "
                "you expected of it.",
                "step_ids": [
                    Command.create(
                        {
                            "name": name,
                            "date_due": today + timedelta(days=14 * number - 7),
                            "date_done": number == 0 and today,
                            "user_id": self._demo("user_dora").id,
                        }
                    )
                    for number, name in enumerate(steps)
                ],
            }
        )

    @api.model
    def _answer_survey(self, invitation):
        """Scores that look like people and are the same in every demo company."""
        key = invitation.customer_id.partner_id.name

        def score(low, high, about):
            return low + int(draw_number(about, key) * (high - low + 1))

        questions = invitation.survey_id.question_ids
        invitation._answer(
            {
                "items": {
                    question.id: (
                        score(3, 5, f"e{question.name}"),
                        score(3, 5, f"p{question.name}"),
                    )
                    for question in questions
                },
                "overall": score(2, 5, "overall"),
                "complaint_likelihood": score(1, 4, "complain"),
                "loyalty": score(2, 5, "loyalty"),
                "use_again": score(3, 5, "again"),
                "nps": score(4, 10, "nps"),
                "need": "Delivery on Saturdays" if score(0, 2, "need") == 0 else "",
            }
        )

    @api.model
    def _load_outbreak(self):
        """Some customers complain about one product: an outbreak."""
        trading = self._demo("company_trading")
        product = self._demo_customer(
            16
        ).partner_id.sale_order_ids.order_line.product_id
        lines = self.env["sale.order.line"].search(
            [
                ("product_id", "=", product[:1].id),
                ("company_id", "=", trading.id),
                ("state", "=", "sale"),
            ],
            order="id desc",
            limit=60,
        )
        by_customer = lines.grouped("order_partner_id")
        for number, partner in enumerate(list(by_customer)[:4]):
            line = {"order_line_id": by_customer[partner][:1].id, "quantity": 1}
            self._file(
                {
                    "partner_id": partner.id,
                    "company_id": trading.id,
                    "description": "Much more dust than usual in the last delivery.",
                    "severity": "major",
                    "category_id": self.env.ref(
                        "crm_complaints.crm_complaint_category_quality"
                    ).id,
                    "line_ids": [Command.create(line)],
                },
                fields.Datetime.now() - timedelta(days=number),
            )
        self.env["crm.complaint.outbreak"]._watch(trading)

    @api.model
    def _load_web_message(self):
        """A stranger wrote through the public form and did not confirm yet."""
        trading = self._demo("company_trading")
        trading.complaint_public_enabled = True
        self.env["crm.complaint.web.message"].create(
            {
                "company_id": trading.id,
                "name": "Wang Wei",
                "email": "wang.wei@example.com",
                "kind": "enquiry",
                "description": "Where can I hand in empty pallets?",
            }
        )

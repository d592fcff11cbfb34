# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command, Domain

# how far each qualification is: answers in percent, and the director's decision
COURSES = (
    (90, "accepted", ""),
    (55, "conditional", "Payment before delivery for the first three orders."),
    (70, "refused", "They want to pay by bill after 180 days."),
    (0, "", ""),
    (80, "submitted", ""),
    (40, "assessing", ""),
    (85, "accepted", ""),
)
REFUSALS = ("settlement", "route", "credit")


class CrmDemoQualificationMixin(models.AbstractModel):
    """Customers judged by checklists: accepted, with conditions, refused, waiting."""

    _name = "crm.demo.qualification.mixin"
    _description = "Qualifications of the Demo Company"

    @api.model
    def _create_qualifications(self):
        """Two checklists are switched on and used; nothing when they were used."""
        if self.env["crm.qualification"].search_count([], limit=1):
            return
        trading = self._demo("company_trading")
        trading.lifecycle_code_when = "accepted"
        trading.lifecycle_qualification_policy = "warn"
        trading.lifecycle_qualification_from = self._today()
        coal, key = (
            self.env.ref(f"crm_lifecycle.crm_qualification_template_{name}")
            for name in ("coal", "key")
        )
        (coal | key).write({"active": True, "needs_visit": False})
        coal.section_ids[:1].user_id = self._demo("user_archie")
        sellers = self._demo("user_sally") | self._demo("user_sam")
        customers = self.env["crm.customer"].search(
            Domain("company_id", "=", trading.id)
            & Domain("user_id", "in", sellers.ids),
            order="id",
            limit=2 * len(COURSES),
        )
        for number, customer in enumerate(customers):
            self._judge(customer, coal, number)
        for customer in customers[:2]:
            self._recognise(customer, key)

    @api.model
    def _judge(self, customer, template, number):
        share, course, note = COURSES[number % len(COURSES)]
        record = self._start_qualification(customer, template, number)
        for part in record.part_ids[: 2 if course == "assessing" else None]:
            self._answer(part, share)
        if course in ("", "assessing"):
            return
        for paper in record.paper_ids:
            paper.attachment_ids = [
                Command.create({"name": f"{paper.name}.txt", "raw": b"Scan"})
            ]
        self._bring_to_decision(record, course, note, number)

    @api.model
    def _start_qualification(self, customer, template, number):
        return (
            self.env["crm.qualification"]
            .with_user(customer.user_id)
            .with_company(customer.company_id)
            .create(
                {
                    "template_id": template.id,
                    "customer_id": customer.id,
                    "company_id": customer.company_id.id,
                    "date_due": self._today() + timedelta(days=number + 2),
                    "goods": "Thermal coal, 5,500 kcal",
                    "expected_amount": 200000 + 50000 * number,
                    "reason": "Steady demand near our port",
                    "policy": "Direct supply, price by month",
                }
            )
            .sudo()
        )

    @api.model
    def _answer(self, part, share):
        """The assessor gives each criterion its share of the points."""
        part = part.with_user(part.user_id).sudo(False)
        for line in part.answer_ids:
            if line.kind == "yes_no":
                line.answer = "yes" if share else "no"
            else:
                line.points_given = line.points_max * share / 100
        part.action_done()

    @api.model
    def _bring_to_decision(self, record, course, note, number):
        record.with_user(record.user_id).sudo(False).action_submit()
        if course in ("submitted", "") or record.state != "submitted":
            return
        reason = self.env.ref(
            "crm_lifecycle.crm_qualification_reason_" + REFUSALS[number % len(REFUSALS)]
        )
        decider = record.with_user(self._demo("user_dora")).sudo(False)
        decider._decide(course, note, reason)

    @api.model
    def _recognise(self, customer, template):
        """A key customer by the second of the criteria."""
        record = self._start_qualification(customer, template, 0)
        part = record.part_ids.with_user(customer.user_id).sudo(False)
        part.answer_ids.answer = "no"
        part.answer_ids[1].answer = "yes"
        part.action_done()
        self._bring_to_decision(record, "accepted", "", 0)

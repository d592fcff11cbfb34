# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command, Domain

OUTCOMES = (
    ("progress", "Wants a quotation for next quarter", "Send the quotation", "good"),
    ("kept", "Delivery was in time, quality as agreed", "", "good"),
    ("problem", "Moisture of the last delivery too high", "Bring lab report", "bad"),
    ("order", "Agreed on the next two deliveries", "", "good"),
    ("progress", "New purchasing manager, introduced ourselves", "Lunch", "fair"),
    ("nobody", "Manager away, left the brochure", "Call on Monday", "fair"),
)


class CrmDemoVisitsMixin(models.AbstractModel):
    """Visits of six months and the next three weeks, care and plans."""

    _name = "crm.demo.visits.mixin"
    _description = "Visits of the Demo Company"

    @api.model
    def _create_visits(self):
        """Every customer in somebody's hands; nothing when visits are there already."""
        companies = self._demo("company_trading") | self._demo("company_liquor")
        customers = self.env["crm.customer"].search(
            [("company_id", "in", companies.ids), ("user_id", "!=", False)], order="id"
        )
        if not customers or self.env["crm.customer.visit"].search_count([], limit=1):
            return
        chance = random.Random(28)  # noqa: S311
        values = []
        for number, customer in enumerate(customers[::3]):
            values += self._visits_of(customer, chance, number)
        self.env["crm.customer.visit"].create(values)
        self._create_birthdays(customers[:24])
        self._create_plans(customers[:3])
        self._switch_visits_on(companies)

    @api.model
    def _visits_of(self, customer, chance, number):
        """Past visits every five to eight weeks, and one to come."""
        values, day = [], self._today() - timedelta(days=180 - number % 30)
        while day <= self._today() - timedelta(days=2):
            values.append(self._past_visit(customer, chance, day))
            day += timedelta(days=chance.randrange(35, 60))
        ahead = self._today() + timedelta(days=(number * 3) % 22 - 1)
        kind = ("return", "call", "product")[number % 3]
        state = "agreed" if number % 4 == 0 else "planned"
        values.append(self._visit_values(customer, ahead, kind, state=state))
        return values

    @api.model
    def _past_visit(self, customer, chance, day):
        if chance.random() < 0.08:
            reason = "Site closed that day"
            return self._visit_values(
                customer, day, "return", state="missed", closing_reason=reason
            )
        result, outcome, step, mood = chance.choice(OUTCOMES)
        recent = day > self._today() - timedelta(days=21)
        leader = customer.team_id.user_id
        reviewed = not recent and leader != customer.user_id
        values = self._visit_values(
            customer,
            day,
            chance.choice(("return", "return", "aftercare", "call")),
            state="reviewed" if reviewed else "done",
            result=result,
            outcome=outcome,
            next_step=step,
            mood=mood,
            opinion="Would like one person to call for everything",
            date_done=datetime.combine(day, time(3)),
        )
        if reviewed:
            values.update(
                reviewer_id=leader.id,
                date_reviewed=datetime.combine(day + timedelta(days=2), time(2)),
                review_opinion="Good. Keep to what was promised.",
            )
        if result == "problem":
            values["objection_ids"] = [
                Command.create(
                    {
                        "kind": "product",
                        "name": "Quality varies",
                        "answer": "Offered a common sample before loading",
                    }
                )
            ]
        return values

    @api.model
    def _visit_values(self, customer, day, kind, **more):
        return {
            "customer_id": customer.id,
            "user_id": customer.user_id.id,
            "type_id": self.env.ref(f"crm_lifecycle.crm_visit_type_{kind}").id,
            "date_start": datetime.combine(day, time(1 + customer.id % 8)),
            "contact_ids": [Command.set(customer.partner_id.child_ids[:1].ids)],
            **more,
        }

    @api.model
    def _create_birthdays(self, customers):
        """One birthday a day from today, and founding days between them."""
        for number, customer in enumerate(customers):
            day = self._today() + timedelta(days=number)
            born = day.replace(year=1970 + number, day=min(day.day, 28))
            customer.partner_id.child_ids[:1].lifecycle_birthday = born
            if number % 4 == 0:
                customer.partner_id.lifecycle_founding_date = born.replace(year=2001)

    @api.model
    def _create_plans(self, customers):
        plans = self.env["crm.customer.plan"].create(
            [
                {
                    "name": f"Plan {self._today().year}",
                    "customer_id": customer.id,
                    "user_id": customer.user_id.id,
                    "goals": "Become the first supplier; two deliveries a month",
                    "potential": "Buys a third of the need from a competitor",
                    "potential_amount": customer.amount_12m * 1.2,
                    "step_ids": [
                        Command.create(
                            {
                                "name": name,
                                "date": self._today() + timedelta(days=days),
                                "user_id": customer.user_id.id,
                                "cost_planned": cost,
                                "cost_spent": cost if days < 0 else 0,
                                "is_done": days < -5,
                            }
                        )
                        for name, days, cost in (
                            ("Visit to our mine", -40, 2000),
                            ("Common laboratory test", -3, 800),
                            ("Talk of the general managers", 30, 3000),
                        )
                    ],
                }
                for customer in customers
            ]
        )
        plans.state = "approved"
        plans[-1:].state = "submitted"

    @api.model
    def _switch_visits_on(self, companies):
        """The demo company uses what a real one switches on after a simulation."""
        self.env["crm.visit.policy"].search(Domain.TRUE).rule_enabled = True
        occasions = self.env["crm.care.occasion"].search(Domain.TRUE)
        occasions.write({"rule_enabled": True, "cost": 60})
        for company in companies:
            company.lifecycle_report_user_ids = self._demo("user_dora")
            today = self.env["crm.customer"]._today(company)
            occasions._plan_company(company, today, 200)
            monday = today - timedelta(days=today.weekday())
            for week in range(4):
                self.env["crm.work.report"]._write_week(
                    company, monday - timedelta(days=7 * week)
                )
            company.lifecycle_report_week = monday - timedelta(days=7)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from odoo import api, models

from odoo.addons.crm_lifecycle.models.crm_cockpit_queries import date_passage

STAGE = "crm_lifecycle.crm_lifecycle_stage_%s"
# days from the first order until a stage is reached
GROWTH = {"first_order": 0, "growing": 70, "mature": 240}
# days of silence until a stage is reached
DECLINE = {"declining": 60, "lost": 150}


class CrmDemoCockpitMixin(models.AbstractModel):
    """The way of the demo customers through the stages, and the manager's first screen.

    Demo customers were put into their stage on the day of loading; each is given the
    way there that its orders tell, so that the cockpit knows who moved on, and when.
    """

    _name = "crm.demo.cockpit.mixin"
    _description = "Demo: Cockpit"

    @api.model
    def _load_cockpit(self, companies):
        self._tell_ways(companies)
        self.env["crm.cockpit"]._set_home_of_directors()
        for company in companies:
            self.env["crm.cockpit.figure"]._refresh(company, self._today())

    @api.model
    def _tell_ways(self, companies):
        """Only of who was opened and judged on one day: a way is told once."""
        customers = self.env["crm.customer"].sudo()
        ordered = [
            ("company_id", "in", companies.ids),
            ("date_first_order", "!=", False),
        ]
        for customer in customers.search(ordered):
            lines = customer.stage_history_ids.sorted(lambda line: (line.date, line.id))
            way = self._way_of(customer)
            is_new = [line.origin for line in lines] == ["start", "rule"] and (
                lines[0].date.date() == lines[1].date.date()
            )
            if is_new and len(way) > 1:
                self._tell_way(customer, lines, way)
        self.env.invalidate_all()

    @api.model
    def _way_of(self, customer):
        """Pairs (name of a stage, day) up to the stage of today."""
        spread = customer.id % 40
        first, last = customer.date_first_order, customer.date_last_order
        way = [("potential", first - timedelta(days=20 + spread))]
        for name, days in GROWTH.items():
            way.append((name, first + timedelta(days=days and days + spread)))
        for name, days in DECLINE.items():
            way.append((name, last + timedelta(days=days)))
        names = [name for name, _day in way]
        stages = [self.env.ref(STAGE % name) for name in names]
        if customer.stage_id not in stages:
            return []
        place = stages.index(customer.stage_id)
        end = min(way[place][1], self._today() - timedelta(days=1))
        before = [(name, day) for name, day in way[:place] if day < end]
        return [*before, (names[place], end)]

    @api.model
    def _tell_way(self, customer, lines, way):
        """The two lines get the days of the way, and those between are added."""
        self.env.flush_all()
        stages = [self.env.ref(STAGE % name) for name, _day in way]
        moments = [datetime.combine(day, time(3)) for _name, day in way]
        for line, place in ((lines[0], 0), (lines[1], -1)):
            before = stages[-2].id if place else None
            self.env.execute_query(date_passage(line, moments[place], before))
        self.env["crm.customer.stage.history"].sudo().create(
            [
                {
                    "customer_id": customer.id,
                    "from_stage_id": stages[place - 1].id,
                    "stage_id": stages[place].id,
                    "origin": "rule",
                    "date": moments[place],
                }
                for place in range(1, len(way) - 1)
            ]
        )
        customer.date_stage = way[-1][1]

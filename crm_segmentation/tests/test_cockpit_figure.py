# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from collections import defaultdict
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .cockpit_common import CockpitCommon

FLOWS = ("turnover", "order_count")


@tagged("post_install", "-at_install")
class TestCockpitFigure(CockpitCommon):
    def _figures(self, measure, user=None):
        """{month: (amount, amount up to the day)} of all owners."""
        figures = self.env["crm.cockpit.figure"]
        if user:
            figures = figures.with_user(user)
        domain = [("measure", "=", measure), ("company_id", "=", self.company.id)]
        return {
            month: tuple(amounts)
            for key, series in figures._by_measure(domain).items()
            for month, amounts in series.items()
            if key == measure
        }

    def test_turnover_by_month_by_hand(self):
        self.assertEqual(
            self._figures("turnover"),
            {
                date(2025, 6, 1): (500, 500),
                date(2026, 5, 1): (1000, 400),
                date(2026, 6, 1): (1050, 1050),
            },
        )
        self.assertEqual(self._figures("order_count")[date(2026, 5, 1)], (2, 1))

    def test_figures_belong_to_owner_and_team(self):
        june = self.env["crm.cockpit.figure"].search(
            [("measure", "=", "turnover"), ("month", "=", date(2026, 6, 1))]
        )
        june = june.filtered(lambda figure: figure.company_id == self.company)
        found = {(f.user_id, f.team_id): f.amount for f in june}
        wanted = {(self.sally, self.north): 1000, (self.sam, self.south): 50}
        self.assertEqual(found, wanted)

    def test_first_orders_count_in_their_month(self):
        self.assertEqual(
            self._figures("customer_new"),
            {date(2025, 6, 1): (1, 1), date(2026, 6, 1): (1, 1)},
        )

    def test_second_refresh_of_a_day_changes_nothing(self):
        fields = ["month", "measure", "stage_id", "user_id", "amount", "amount_to_day"]
        domain = [("company_id", "=", self.company.id)]
        figures = self.env["crm.cockpit.figure"]

        def rows():
            found = figures.search_read(domain, fields, load=None)
            return sorted(tuple(row[name] for name in fields) for row in found)

        before = rows()
        self._write_figures()
        self.assertEqual(rows(), before)

    def test_short_refresh_leaves_older_months_alone(self):
        """An order of last year waits for the night, one of May does not."""
        self._create_order(self.mine, 7, date(2025, 6, 20))
        self._create_order(self.mine, 9, date(2026, 5, 2))
        self._write_figures(full=False)
        turnover = self._figures("turnover")
        self.assertEqual(turnover[date(2025, 6, 1)][0], 500)
        self.assertEqual(turnover[date(2026, 5, 1)], (1009, 409))
        self._write_figures()
        self.assertEqual(self._figures("turnover")[date(2025, 6, 1)], (507, 500))

    def test_states_of_past_months_are_kept(self):
        self.mine.sudo().rhythm_state = "late"
        self._write_figures(date(2026, 5, 31))
        self.mine.sudo().rhythm_state = "kept"
        self._write_figures()
        self.assertEqual(self._figures("customer_silent"), {date(2026, 5, 1): (1, 1)})

    def test_passage_counts_in_the_month_of_the_entry(self):
        """In Potential on 1 May, in Expected on the 21st; back later is no progress."""
        history = self.env["crm.customer.stage.history"].sudo()
        stage = "crm_lifecycle.crm_lifecycle_stage_%s"
        potential, expected = (
            self.env.ref(stage % name) for name in ("potential", "expected")
        )
        for entered, day in ((potential, "2026-05-01"), (expected, "2026-05-21")):
            history.create(
                {
                    "customer_id": self.mine.id,
                    "stage_id": entered.id,
                    "origin": "manual",
                    "date": f"{day} 08:00:00",
                }
            )
        self._write_figures()
        series = self.env["crm.cockpit.figure"]._by_measure(
            [("company_id", "=", self.company.id)]
        )
        may = date(2026, 5, 1)
        for measure, wanted in (
            ("stage_entered", 1),
            ("stage_moved", 1),
            ("stage_days", 20),
        ):
            with self.subTest(measure=measure):
                self.assertEqual(series[measure, potential.id][may].total, wanted)
        self.assertEqual(series["stage_entered", expected.id][may].total, 1)

    def test_turnover_equals_an_oracle_on_random_orders(self):
        chance = random.Random(20260615)
        today = self.TODAY
        wanted = {
            date(2025, 6, 1): [500, 500],
            date(2026, 5, 1): [1000, 400],
            date(2026, 6, 1): [1050, 1050],
        }
        wanted = defaultdict(lambda: [0, 0], wanted)
        for _number in range(25):
            day = today - timedelta(days=chance.randrange(900))
            amount = chance.randrange(1, 5000)
            customer = chance.choice([self.mine, self.theirs])
            self._create_order(customer, amount, day)
            month = wanted[day.replace(day=1)]
            month[0] += amount
            month[1] += amount if day.day <= today.day else 0
        self._write_figures()
        found = self._figures("turnover")
        self.assertEqual(found, {month: tuple(sums) for month, sums in wanted.items()})

    def _run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_segmentation.crm_cockpit_refresh_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_job_writes_all_months_once_a_day(self):
        """An order of a year ago waits until the company's day is new."""
        today = self.env["crm.customer"]._today(self.company)
        day = today - timedelta(days=400)
        self.company.cockpit_date = False
        self._run_job()
        self.assertEqual(self.company.cockpit_date, today)
        before = self._figures("turnover").get(day.replace(day=1), (0, 0))[0]
        self._create_order(self.mine, 7, day)
        for ran_on, wanted in ((today, before), (False, before + 7)):
            self.company.cockpit_date = ran_on
            self._run_job()
            found = self._figures("turnover").get(day.replace(day=1), (0, 0))[0]
            self.assertEqual(found, wanted)

    def test_each_reads_the_figures_of_own_customers(self):
        june = date(2026, 6, 1)
        for user, wanted in (
            (self.sally, 1000),
            (self.sam, 50),
            (self.lena, 1000),
            (self.archie, 1050),
            (self.dora, 1050),
            (self.anna, 1050),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._figures("turnover", user)[june][0], wanted)

    def test_nobody_writes_figures(self):
        figure = self.env["crm.cockpit.figure"].search([], limit=1)
        for user in (self.sally, self.dora, self.anna):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._forge(figure, user, amount=1)

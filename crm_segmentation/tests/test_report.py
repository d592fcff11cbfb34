# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_segmentation.models import crm_period_rules, crm_report_rules

from .report_common import ReportCommon


@tagged("post_install", "-at_install")
class TestReport(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # June 2026, the month before, and June of last year
        cls._sell(cls.works, 300, "2026-06-03")
        cls._sell(cls.works, 100, "2026-06-20")
        cls._sell(cls.works, 200, "2026-05-31")
        cls._sell(cls.shops, 100, "2026-06-05")
        cls._sell(cls.shops, 400, "2025-06-30")
        cls._sell(cls.shops, 999, "2026-07-01")

    def _table(self, run, *names):
        return [tuple(line[name] for name in names) for line in run.line_ids]

    def test_customers_compared_by_hand(self):
        """Alpha 400 after 200; Beta 100 after nothing, a quarter of last year."""
        run = self._run()
        self.assertEqual(
            self._table(run, "customer_id", "amount", "amount_prev", "amount_year"),
            [(self.works, 400, 200, 0), (self.shops, 100, 0, 400)],
        )
        self.assertEqual(
            self._table(run, "order_count", "share", "growth_prev", "growth_year"),
            [(2, 0.8, 1, 0), (1, 0.2, 0, -0.75)],
        )
        self.assertEqual(
            (run.amount, run.amount_prev, run.amount_year), (500, 200, 400)
        )
        self.assertEqual((run.order_count, run.customer_count), (3, 2))
        self.assertEqual((run.growth_prev, run.growth_year), (1.5, 0.25))

    def test_totals_are_those_of_the_screen(self):
        run = self._run(group2="month")
        [screen] = self.env["crm.report.line"]._read_group(
            [("run_id", "=", run.id)], [], ["amount:sum", "margin:sum", "quantity:sum"]
        )
        self.assertEqual(screen, (run.amount, run.margin, run.quantity))

    def test_customers_of_two_products_are_counted_once(self):
        """One order of two products: a line each, one order and one customer in all."""
        other = self.env["product.product"].create({"name": "Sand", "taxes_id": False})
        order = self._sell(self.works, 10, "2026-06-08")
        order.order_line = [
            Command.create({"product_id": other.id, "price_unit": 5, "tax_ids": False})
        ]
        run = self._run(report="products")
        counts = {line.product_id: line.order_count for line in run.line_ids}
        self.assertEqual(counts, {self.product: 4, other: 1})
        self.assertEqual((run.order_count, run.customer_count), (4, 2))

    def test_time_runs_on_and_is_compared_month_by_month(self):
        """May to June 2026 against March to April and against May to June 2025."""
        run = self._run(report="months", date_from="2026-05-01")
        self.assertEqual(
            self._table(run, "day", "amount", "amount_prev", "amount_year"),
            [(date(2026, 5, 1), 200, 0, 0), (date(2026, 6, 1), 500, 0, 400)],
        )

    def test_lines_of_a_group_stay_together(self):
        self._sell(self.shops, 350, "2026-06-09", user_id=self.sally.id)
        run = self._run(report="salespeople", group2="customer")
        self.assertEqual(
            self._table(run, "user_id", "customer_id", "amount"),
            [
                (self.sally, self.works, 400),
                (self.sally, self.shops, 350),
                (self.sam, self.shops, 100),
            ],
        )

    def test_filters_leave_out(self):
        run = self._run(seller_ids=[Command.set(self.sam.ids)])
        self.assertEqual(self._table(run, "customer_id", "amount"), [(self.shops, 100)])

    def test_margin_is_turnover_less_cost(self):
        self.product.with_company(self.company).standard_price = 30
        run = self._run()
        self.assertEqual(self._table(run, "margin"), [(340,), (70,)])

    def test_history_counts(self):
        self._load(
            "Customer,Date,Amount\nBeta Shops,2025-06-02,50\n", date_limit="2025-12-31"
        ).action_import()
        run = self._run()
        self.assertEqual(run.amount_year, 450)

    def test_database_equals_plain_python_on_random_sales(self):
        """Any period and groups: the statement and the oracle find the same."""
        dice = random.Random(7)
        lines = ["Customer,Date,Amount,Reference"]
        for number in range(120):
            day = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
            name = dice.choice(["Alpha Works", "Beta Shops"])
            lines.append(f"{name},{day},{dice.randrange(1, 900)},R{number % 50}")
        self._load("\n".join(lines)).action_import()
        rows = [
            {
                "day": sale.date,
                "customer_id": sale.customer_id,
                "amount": sale.amount,
                "document": (sale.customer_id.id, sale.date, sale.reference),
            }
            for sale in self.env["crm.sales.history"].search([])
        ]
        for first, last, unit in (
            ("2025-03-01", "2025-05-31", "month"),
            ("2025-01-06", "2025-01-12", "week"),
            ("2025-02-10", "2025-06-20", "quarter"),
        ):
            with self.subTest(first=first):
                run = self._run(date_from=first, date_to=last, group2=unit)
                self._check_against_oracle(run, rows, unit)

    def _check_against_oracle(self, run, rows, unit):
        def shift(day, window):
            moved = crm_period_rules.add_months(day, window.months)
            moved += timedelta(days=window.days)
            return crm_period_rules.start_of(unit, moved)

        windows = run._windows()
        keys = ("customer_id", "day")
        expected = crm_report_rules.report_rows(rows, windows, keys, shift)
        names = {"now": "", "prev": "_prev", "year": "_year"}
        self.assertEqual(len(run.line_ids), len(expected))
        for line in run.line_ids:
            sums = expected[line.customer_id, line.day]
            for kind, suffix in names.items():
                amount, documents = sums.get(kind, (0, set()))
                self.assertAlmostEqual(line[f"amount{suffix}"], amount)
                self.assertEqual(line[f"order_count{suffix}"], len(documents))

    def test_salesperson_counts_own_customers_only(self):
        run = self._run(self.sally)
        self.assertEqual(self._table(run, "customer_id"), [(self.works,)])
        self.assertEqual((run.amount, run.customer_count), (400, 1))

    def test_answer_of_a_colleague_is_hidden(self):
        run = self._run()
        for user in (self.sally, self.dora):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                run.with_user(user).action_show()
        lines = self.env["crm.report.line"].with_user(self.sally)
        self.assertFalse(lines.search([("run_id", "=", run.id)]))

    def test_nobody_asks_with_the_rights_of_another(self):
        with self.assertRaises(AccessError):
            self._run(self.sally, user_id=self.dora.id)
        run = self._run(self.sally)
        for values in ({"user_id": self.dora.id}, {"is_archive": True}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._forge(run, self.sally, **values)

    def test_catalogue_shows_what_one_may_ask(self):
        marketing = self.env.ref("crm_segmentation.crm_report_marketing")
        for user, sees in ((self.anna, True), (self.dora, True), (self.sally, False)):
            with self.subTest(user=user.login):
                found = self.env["crm.report"].with_user(user).search([])
                self.assertEqual(marketing in found, sees)
                found[0].action_open()

    def test_salesperson_may_not_ask_about_marketing(self):
        with self.assertRaises(AccessError):
            self._run(self.sally, report="marketing", group1="campaign")

    def test_marketing_return_by_hand(self):
        """A campaign of 150 brought two leads, one won, and an order of 300."""
        campaign = self.env["utm.campaign"].create({"title": "Spring Fair"})
        self.env["crm.lead"].create(
            [
                {"name": f"Lead {n}", "campaign_id": campaign.id, "probability": chance}
                for n, chance in enumerate((100, 10))
            ]
        ).write({"company_id": self.company.id})
        self.env["crm.marketing.cost"].create(
            {
                "name": "Stand",
                "date": "2026-06-02",
                "campaign_id": campaign.id,
                "amount": 150,
                "company_id": self.company.id,
            }
        )
        self._sell(self.works, 300, "2026-06-04", campaign_id=campaign.id)
        today = Date.today()
        run = self._run(
            report="marketing",
            group1="campaign",
            date_from=min(today, date(2026, 6, 1)),
            date_to=max(today, date(2026, 6, 30)),
        )
        line = run.line_ids.filtered(lambda line: line.campaign_id == campaign)
        self.assertEqual((line.amount, line.cost, line.lead_count), (300, 150, 2))

    def test_groups_that_the_source_does_not_know_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be grouped by Product"):
            self._run(report="satisfaction", group1="product")
        with self.assertRaisesRegex(ValidationError, "both are a time"):
            self._run(group1="month", group2="year")

    @freeze_time("2026-06-15")
    def test_every_report_of_the_catalogue_opens(self):
        for report in self.env["crm.report"].search([]):
            with self.subTest(report=report.name):
                action = report.with_user(self.anna).action_open()
                run = self.env["crm.report.run"].browse(action["res_id"])
                shown = run.with_user(self.anna).action_show()
                self.assertEqual(shown["res_model"], "crm.report.line")

    def test_report_opened_and_never_asked_leaves_nothing(self):
        report = self.env.ref("crm_segmentation.crm_report_customers")
        asked = self._run()
        for _time in range(2):
            report.with_user(self.anna).action_open()
        runs = self.env["crm.report.run"].search([("report_id", "=", report.id)])
        self.assertEqual(len(runs - asked), 1)
        self.assertTrue(asked.exists())

    def test_satisfaction_of_groups_weighs_by_answers(self):
        """Three answers of 1 and one of 0: 0.75 together, not 0.5."""
        run = self._run(report="satisfaction")
        self.env["crm.report.line"].create(
            [
                {
                    "run_id": run.id,
                    "company_id": self.company.id,
                    "place": place,
                    "score": score,
                    "answer_count": count,
                }
                for place, score, count in ((1, 1.0, 3), (2, 0.0, 1))
            ]
        )
        [(score, before)] = self.env["crm.report.line"]._read_group(
            [("run_id", "=", run.id)], [], ["score:avg", "score_prev:avg"]
        )
        self.assertEqual((score, before), (0.75, 0))

    def test_choosing_differently_asks_anew(self):
        run = self._run()
        run.group1 = "user"
        self.assertEqual(run.state, "draft")
        run.action_show()
        self.assertEqual(run.line_ids.user_id, self.sally | self.sam)

    def test_line_opens_its_rows(self):
        run = self._run()
        action = run.line_ids[0].action_view_rows()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(rows.mapped("amount")), 400)

    def test_archive_stays_as_it_is(self):
        run = self._run(report="marketing", group1="campaign")
        run.sudo().is_archive = True
        run.with_user(self.archie).action_file()
        self.assertTrue(run.with_user(self.archie).display_name)
        with self.assertRaisesRegex(UserError, "archive"):
            run.group1 = "user"
        with self.assertRaisesRegex(UserError, "archive"):
            run.unlink()

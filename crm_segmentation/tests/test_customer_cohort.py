# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import random
from datetime import date, timedelta

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..models import crm_cohort_rules
from .common import SegmentationCommon


class CohortCommon(SegmentationCommon):
    def _matrix(self, kind="month", user=None, domain=()):
        self.env.flush_all()
        self.env.invalidate_all()
        cohorts = self.env["crm.customer.cohort"].with_user(user or self.anna)
        company = [("company_id", "=", self.company.id)]
        return cohorts.get_matrix([*company, *domain], kind)

    def _orders(self, customer, *days, amount=100):
        for day in days:
            self._create_order(customer, amount, day)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCustomerCohort(CohortCommon):
    """Cohorts of the first order, in the database."""

    def test_matrix_by_hand(self):
        """Two began in April: one of them came again in May. One began in May."""
        alpha, beta, gamma = (self._create_customer(name) for name in "ABC")
        self._orders(alpha, date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 2))
        self._orders(beta, date(2026, 4, 15), date(2026, 6, 1), amount=300)
        self._orders(gamma, date(2026, 5, 31))
        data = self._matrix()
        april, may = data["rows"]
        self.assertEqual((april["start"], april["size"]), ("2026-04-01", 2))
        self.assertEqual([cell["buyers"] for cell in april["cells"]], [2, 1, 1])
        self.assertEqual([cell["amount"] for cell in april["cells"]], [500, 100, 300])
        self.assertEqual(
            [cell["retention"] for cell in april["cells"]], [1.0, 0.5, 0.5]
        )
        self.assertEqual(may["size"], 1)
        # age 1 is over for April's cohort only
        self.assertEqual(
            [(age["retention"], age["cohorts"]) for age in data["averages"]],
            [(1.0, 2), (0.5, 1)],
        )
        self.assertEqual(data["currency_id"], self.company.currency_id.id)

    def test_quarters_count_a_customer_once(self):
        customer = self._create_customer()
        self._orders(
            customer, date(2026, 1, 5), date(2026, 4, 1), date(2026, 5, 1), amount=10
        )
        [row] = self._matrix("quarter")["rows"]
        self.assertEqual([cell["buyers"] for cell in row["cells"]], [1, 1])
        self.assertEqual([cell["amount"] for cell in row["cells"]], [10, 20])
        [row] = self._matrix("year")["rows"]
        self.assertEqual((row["size"], row["amount"]), (1, 30))

    def test_database_equals_the_pure_rules(self):
        dice = random.Random(11)
        found, first = {}, {}
        for place in range(8):
            customer = self._create_customer(f"Customer {place}")
            days = sorted(
                date(2025, 1, 1) + timedelta(days=dice.randrange(520))
                for _order in range(dice.randint(1, 6))
            )
            first[place] = days[0].replace(day=1)
            for day in days:
                amount = dice.randint(1, 9) * 100
                self._create_order(customer, amount, day)
                key = (first[place], day.replace(day=1))
                buyers, sums = found.setdefault(key, (set(), []))
                buyers.add(place)
                sums.append(amount)
        counted = {key: (len(who), sum(sums)) for key, (who, sums) in found.items()}
        expected = crm_cohort_rules.matrix(counted, "month", self.TODAY)
        rows = self._matrix()["rows"]
        self.assertEqual(len(rows), len(expected))
        for row, cohort in zip(rows, expected, strict=True):
            self.assertEqual(row["start"], cohort.start.isoformat())
            got = [(cell["buyers"], cell["amount"]) for cell in row["cells"]]
            self.assertEqual(got, [(c.buyers, c.amount) for c in cohort.cells])

    def test_salesperson_sees_cohorts_of_own_customers(self):
        mine = self._create_customer("Mine", self.sally)
        other = self._create_customer("Other", self.sam)
        for customer in (mine, other):
            self._orders(customer, date(2026, 5, 4))
        [row] = self._matrix(user=self.sally)["rows"]
        self.assertEqual(row["size"], 1)
        [row] = self._matrix()["rows"]
        self.assertEqual(row["size"], 2)
        stranger = new_test_user(self.env, "stranger_t", groups="base.group_user")
        with self.assertRaises(AccessError):
            self._matrix(user=stranger)

    def test_money_of_two_currencies_is_not_added(self):
        sister = self._create_company("Sister", "USD")
        self.anna.company_ids = [Command.link(sister.id)]
        cohorts = self.env["crm.customer.cohort"].with_user(self.anna)
        cohorts = cohorts.with_context(allowed_company_ids=[self.company.id, sister.id])
        with self.assertRaisesRegex(UserError, "USD"):
            cohorts.get_matrix([], "month")
        with self.assertRaises(UserError):
            self._matrix("week")

    def test_row_opens_its_customer(self):
        customer = self._create_customer()
        self._orders(customer, date(2026, 5, 4))
        self.env.flush_all()
        row = self.env["crm.customer.cohort"].search(
            [("customer_id", "=", customer.id)]
        )
        self.assertEqual(row.buyer_id, customer)
        action = row.action_view_customer()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.customer", customer.id)
        )


@tagged("post_install", "-at_install")
class TestCohortExport(CohortCommon, HttpCase):
    def _book(self, user, domain=()):
        cohorts = self.env["crm.customer.cohort"].with_user(user)
        action = cohorts.action_export_matrix(list(domain), "month")
        self.authenticate(user.login, user.login)
        answer = self.url_open(action["url"])
        self.assertEqual(answer.status_code, 200)
        return load_workbook(io.BytesIO(answer.content))

    def test_file_holds_the_numbers_of_the_screen(self):
        today = self.env["crm.customer"]._today(self.company)
        month = today.replace(day=1)
        before = (month - timedelta(days=1)).replace(day=1)
        for user in (self.sally, self.sam):
            customer = self._create_customer(f"Of {user.name}", user)
            self._orders(customer, before, amount=100)
        self._orders(customer, month, amount=50)
        self.env.flush_all()
        book = self._book(self.anna, [("user_id", "in", (self.sally | self.sam).ids)])
        self.assertEqual(len(book.sheetnames), 4)
        values = [list(row) for row in book.worksheets[1].values]
        [head] = [n for n, row in enumerate(values) if row[0] == "First Order"]
        self.assertEqual(values[head + 1][1:4], [2, 2, 1])
        retention = [list(row) for row in book.worksheets[0].values]
        self.assertEqual(retention[head + 1][2:4], [1, 0.5])
        self.assertTrue(book.worksheets[0]._charts)
        own = [list(row) for row in self._book(self.sally).worksheets[1].values]
        self.assertEqual(own[head + 1][1:4], [1, 1, 0])

    def test_file_of_a_colleague_is_refused(self):
        cohorts = self.env["crm.customer.cohort"]
        url = cohorts.with_user(self.anna).action_export_matrix([], "month")["url"]
        self.authenticate(self.sally.login, self.sally.login)
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(url).status_code, 403)
        portal = new_test_user(self.env, "portal_t", groups="base.group_portal")
        with self.assertRaises(AccessError):
            cohorts.with_user(portal).action_export_matrix([], "month")

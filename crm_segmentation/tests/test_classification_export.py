# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import re

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import SegmentationCommon

HEAD = "Customer"


@tagged("post_install", "-at_install")
class TestClassificationExport(SegmentationCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_scored(
            "=1+1 Works", 700.5, orders=3, user=cls.sally, trade_type_id=cls.retail.id
        )
        cls.theirs = cls._create_scored(
            "Beta Shops", 299.5, orders=2, user=cls.sam, trade_type_id=cls.retail.id
        )
        cls._rank()

    def _export(self, user, domain=()):
        customers = self.env["crm.customer"].with_user(user)
        customers = customers.with_context(active_domain=list(domain))
        return customers.action_export_classification()["url"]

    def _download(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url)

    def _sheet(self, user, domain=()):
        answer = self._download(user, self._export(user, domain))
        self.assertEqual(answer.status_code, 200)
        book = load_workbook(io.BytesIO(answer.content))
        return list(book.active.iter_rows())

    def _rows(self, sheet):
        """Rows of customers and the line of totals, without what stands above."""
        first = next(n for n, row in enumerate(sheet) if row[0].value == HEAD) + 1
        return sheet[first:-1], sheet[-1]

    def test_totals_equal_the_screen(self):
        rows, totals = self._rows(self._sheet(self.anna))
        self.assertEqual([row[0].value for row in rows], ["=1+1 Works", "Beta Shops"])
        [screen] = self.env["crm.customer"].formatted_read_group(
            [],
            [],
            ["__count", "rfm_order_count:sum", "rfm_amount:sum", "company_share:sum"],
        )
        self.assertEqual(totals[4].value, screen["rfm_order_count:sum"])
        self.assertEqual(totals[5].value, screen["rfm_amount:sum"])
        self.assertAlmostEqual(totals[9].value, screen["company_share:sum"])
        self.assertAlmostEqual(sum(row[5].value for row in rows), totals[5].value)
        self.assertIn(str(screen["__count"]), totals[0].value)

    def test_filter_is_applied_and_printed(self):
        sheet = self._sheet(self.anna, [("user_id", "=", self.sam.id)])
        rows, _totals = self._rows(sheet)
        self.assertEqual([row[0].value for row in rows], ["Beta Shops"])
        self.assertIn("Owner = sam_t", sheet[2][0].value)

    def test_names_are_never_formulas(self):
        rows, _totals = self._rows(self._sheet(self.anna))
        self.assertEqual(rows[0][0].data_type, "s")
        self.assertTrue(rows[0][0].quotePrefix)
        self.assertEqual(rows[0][5].data_type, "n")

    def test_salesperson_gets_own_customers_only(self):
        rows, totals = self._rows(self._sheet(self.sally))
        self.assertEqual([row[0].value for row in rows], ["=1+1 Works"])
        self.assertEqual(totals[5].value, 700.5)

    def test_export_of_a_colleague_is_refused(self):
        url = self._export(self.anna)
        with mute_logger("odoo.http"):
            self.assertEqual(self._download(self.sally, url).status_code, 403)

    def test_portal_user_and_visitor_are_refused(self):
        portal = new_test_user(self.env, "portal_t", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._export(portal)
        url = self._export(self.anna)
        with mute_logger("odoo.http"):
            self.assertEqual(self._download(portal, url).status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open(url, allow_redirects=False)
        self.assertTrue(re.search("/web/login", answer.headers["Location"]))

    def test_companies_of_the_screen_only(self):
        """Anna may see two companies and had one of them chosen."""
        sister = self._create_company("Sister", "USD")
        self.anna.company_ids += sister
        partner = self.env["res.partner"].create({"name": "Abroad"})
        self.env["crm.customer"]._ensure_accounts(partner, sister)
        sheet = self._sheet(self.anna, [("name_key", "!=", False)])
        rows, totals = self._rows(sheet)
        self.assertEqual({row[1].value for row in rows}, {self.company.name})
        self.assertEqual(totals[0].value, "Total EUR: 2 customers")
        self.assertIn("is set", sheet[2][0].value)

    def test_currencies_have_their_own_totals(self):
        sister = self._create_company("Sister", "USD")
        self.anna.company_ids += sister
        partner = self.env["res.partner"].create({"name": "Abroad"})
        foreign = self.env["crm.customer"]._ensure_accounts(partner, sister)
        foreign.sudo().write({"rfm_amount": 50, "rfm_order_count": 1})
        companies = [self.company.id, sister.id]
        exports = self.env["crm.classification.export"].with_user(self.anna)
        export = exports.with_context(allowed_company_ids=companies).create({})
        file = io.BytesIO()
        export._write_xlsx(file)
        rows = list(load_workbook(file).active.iter_rows(values_only=True))
        totals = {row[0]: row[5] for row in rows if str(row[0]).startswith("Total")}
        self.assertEqual(
            totals, {"Total EUR: 2 customers": 1000, "Total USD: 1 customers": 50}
        )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .scorecard_common import ScorecardCommon

BANDS = ((0, 20), (100, 50), (1000, 100))


@tagged("post_install", "-at_install")
class TestScoreXray(ScorecardCommon):
    def test_xray_sums_to_the_change(self):
        turnover = self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        orders = self._add(
            "Orders", fact_name="rfm_order_count", bands=((0, 80), (5, 0))
        )
        customer = self._create_scored("Buyer", 500, orders=1)
        self._score(date(2026, 6, 1))
        customer.sudo().write({"rfm_amount": 1500, "rfm_order_count": 9})
        self._score(date(2026, 6, 3))
        xray = (
            self.env["crm.score.xray"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": customer.id,
                    "scorecard_id": self.card.id,
                    "date_from": "2026-06-02",
                    "date_to": "2026-06-03",
                }
            )
        )
        xray.action_compare()
        self.assertEqual((xray.points_from, xray.points_to), (65, 50))
        changes = {line.criterion_id: line.change for line in xray.line_ids}
        self.assertEqual(changes[turnover], 25)
        self.assertEqual(changes[orders], -40)
        self.assertEqual(sum(changes.values()), -15)
        line = xray.line_ids.filtered(lambda line: line.criterion_id == orders)
        self.assertEqual(line.action_view_documents()["res_model"], "sale.order")

    def test_values_of_today_are_those_of_now(self):
        """650 gives as many points as 500, so the result still is that of yesterday."""
        turnover = self._add("Turnover", fact_name="rfm_amount", bands=BANDS)
        self._add("Influence", "judged")
        customer = self._create_scored("Buyer", 500)
        today = self.env["crm.customer"]._today(self.company)
        self._score(today - timedelta(days=1))
        customer.sudo().rfm_amount = 650
        self._score(today)
        values = {"customer_id": customer.id, "scorecard_id": self.card.id}
        xray = self.env["crm.score.xray"].with_user(self.sally).create(values)
        action = xray.action_compare()
        self.assertIn("50.0 → 50.0", action["display_name"])
        self.assertRecordValues(
            xray.line_ids,
            [{"criterion_id": turnover.id, "value_from": 500, "value_to": 650}],
        )

    def test_xray_tells_what_moved_rfm(self):
        """Amount score from 1 to 5 in a card of three: a third of 60 points."""
        card = self.env.ref("crm_segmentation.crm_scorecard_rfm")
        card.sudo().rule_enabled = True
        scores = {"rfm_score": "331", "rfm_r": 3, "rfm_f": 3, "rfm_m": 1}
        scores |= {"abc_class": "A", "abc_cumulative": 0.5}
        customer = self._create_scored("Buyer", 500, **scores)
        self._score(date(2026, 6, 1))
        customer.sudo().write({"rfm_score": "335", "rfm_m": 5})
        self._score(date(2026, 6, 2))
        before = card._points_on(customer, date(2026, 6, 1))
        after = card._points_on(customer, date(2026, 6, 2))
        amount = self.env.ref("crm_segmentation.crm_scorecard_criterion_rfm_amount")
        self.assertAlmostEqual(before[0]["points"], 60, places=3)
        self.assertAlmostEqual(after[0]["points"], 80, places=3)
        change = after[amount.id]["contribution"] - before[amount.id]["contribution"]
        self.assertAlmostEqual(change, 20, places=3)
        documents = customer._fact_documents(amount.fact_name)
        self.assertEqual(documents["res_model"], "crm.sales.report")

    def test_who_reads_no_order_sees_the_sales_behind_a_value(self):
        customer = self._create_customer("Buyer", self.sam)
        self._create_order(customer, 300, self.TODAY, user_id=self.sam.id)
        self._refresh(customer)
        models = [
            customer.with_user(user)._fact_documents("order_count")["res_model"]
            for user in (self.sam, self.anna)
        ]
        self.assertEqual(models, ["sale.order", "crm.sales.report"])
        rows = self.env["crm.sales.report"].with_user(self.anna)
        found = rows.search([("customer_id", "=", customer.id)])
        self.assertEqual(sum(found.mapped("amount")), 300)

    def test_xray_of_a_stranger_is_refused(self):
        customer = self._create_scored("Buyer", 500)
        values = {"customer_id": customer.id, "scorecard_id": self.card.id}
        xrays = self.env["crm.score.xray"].with_user(self.sam)
        with self.assertRaises(AccessError):
            xrays.create(values).action_compare()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.tests import HttpCase, tagged

from odoo.addons.crm_lifecycle.tests.common import run_hoot

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestTours(SegmentationCommon, HttpCase):
    def test_components(self):
        run_hoot(self, "@crm_segmentation")

    def test_analyst_goes_through_the_insights(self):
        """A customer silent for more than twice its rhythm, on every screen."""
        today = self.env["crm.customer"]._today(self.company)
        customer = self._create_customer("Tour Silent")
        customer.trade_type_id = self.retail
        works = self._create_customer("Tour Works")
        works.trade_type_id = self.trade
        for days in (500, 480, 460, 60):
            self._create_order(customer, 1000, today - timedelta(days=days))
        self._create_order(works, 10, today - timedelta(days=60))
        self.env["crm.customer"]._refresh_facts(customer | works)
        self.env["crm.customer"]._refresh_scores(self.company)
        self.env["crm.customer.value"]._refresh(self.company)
        segment = self.env.ref("crm_segmentation.crm_segment_loyal_silent")
        self.assertIn(segment, customer.segment_ids)
        self.start_tour("/odoo/crm-segments", "crm_segmentation_tour", login="anna_t")

    def test_analyst_plans_a_season_and_foretells(self):
        """From the heat map over who stayed away to a plan and a forecast."""
        today = self.env["crm.customer"]._today(self.company)
        customer = self._create_customer("Tour Seasonal")
        for days in range(200, 660, 40):
            self._create_order(customer, 1000 + days, today - timedelta(days=days))
        self.env["crm.customer"]._refresh_facts(customer)
        self.start_tour("/odoo/crm-cohorts", "crm_season_tour", login="anna_t")

    def test_director_goes_through_the_cockpit(self):
        """Filters stay in the address; a picture has a table; a number its records."""
        today = self.env["crm.customer"]._today(self.company)
        customer = self._create_customer("Tour Buyer")
        self._create_order(customer, 1000, today)
        self.env["crm.customer"]._refresh_facts(customer)
        self.env["crm.cockpit.figure"]._refresh(self.company)
        self.start_tour("/odoo/crm-cockpit", "crm_cockpit_tour", login="dora_t")
        self.dora.invalidate_recordset(["action_id"])
        action = self.env.ref("crm_segmentation.crm_segmentation_action_cockpit")
        self.assertEqual(self.dora.action_id.id, action.id)

    def _create_tour_buyers(self):
        """One bought for 1,500 in the year, the other one for nothing."""
        today = self.env["crm.customer"]._today(self.company)
        buyer = self._create_customer("Tour Buyer")
        small = self._create_customer("Tour Small")
        self._create_order(buyer, 1500, today - timedelta(days=9))
        self.env["crm.customer"]._refresh_facts(buyer | small)
        return buyer, small

    def test_analyst_makes_a_segment(self):
        """Condition, size before saving, members now, and why they are members."""
        buyer, _small = self._create_tour_buyers()
        self.start_tour("/odoo/crm-segments", "crm_segment_tour", login="anna_t")
        segment = self.env["crm.segment"].search([("name", "=", "Tour Large")])
        self.assertTrue(segment.is_key_account)
        self.assertEqual(segment.membership_ids.customer_id, buyer)

    def test_analyst_makes_a_scorecard(self):
        """Criterion and band, whom it scores, the scores, and the X-ray of one."""
        self.env["crm.scorecard"].sudo().search([]).rule_enabled = False
        buyer, _small = self._create_tour_buyers()
        self.start_tour("/odoo/crm-scorecards", "crm_scorecard_tour", login="anna_t")
        results = self.env["crm.scorecard.result"].search(
            [("customer_id", "=", buyer.id)]
        )
        self.assertEqual(results.mapped("points"), [80])

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerRegion(LifecycleCommon):
    """Where customers are, who is promising, and text messages that urge."""

    def test_customers_and_turnover_by_town(self):
        for name, city, amount in (
            ("A", "Jinan", 100),
            ("B", "Jinan", 50),
            ("C", "Yantai", 70),
        ):
            customer = self._create_customer(name, city=city)
            self._create_order(customer, amount, date(2026, 5, 1))
            self._refresh(customer)
        groups = self.env["crm.customer"]._read_group(
            [("name", "in", ["A", "B", "C"])], ["city"], ["__count", "amount_12m:sum"]
        )
        self.assertEqual(groups, [("Jinan", 2, 150), ("Yantai", 1, 70)])

    def test_panel_of_the_list_offers_stages_teams_and_tiers(self):
        """Teams and tiers of customers one sees; stages of the followed set only."""
        vip = self.env.ref("crm_lifecycle.crm_vip_tier_vip")
        self._create_customer()._grant_tier(vip, "Test")
        self.env.flush_all()
        customers = self.env["crm.customer"].with_user(self.sally)
        names = {
            name: [
                value["display_name"]
                for value in customers.search_panel_select_multi_range(name)["values"]
            ]
            for name in ("stage_id", "team_id", "vip_tier_id")
        }
        self.assertIn("Potential", names["stage_id"])
        self.assertNotIn("Acquire and Establish", names["stage_id"])
        self.assertEqual(names["team_id"], [self.north.name])
        self.assertEqual(names["vip_tier_id"], [vip.name])

    def test_map_opens_the_address_and_needs_one(self):
        customer = self._create_customer(
            street="1 Quay", city="Jinan", country_id=self.env.ref("base.cn").id
        )
        action = customer.with_user(self.sally).action_open_map()
        self.assertEqual(
            action["url"],
            "https://www.openstreetmap.org/search?query=1+Quay%2C+Jinan%2C+China",
        )
        bare = self._create_customer("Bare")
        with self.assertRaisesRegex(UserError, "Bare has neither street nor town"):
            bare.action_open_map()

    def test_promising_has_not_ordered_but_has_an_open_quotation(self):
        asked = self._create_customer("Asked")
        self._create_order(asked, 10, date(2026, 6, 1), confirm=False)
        bought = self._create_customer("Bought")
        self._create_order(bought, 10, date(2026, 6, 1))
        silent = self._create_customer("Silent")
        ours = asked | bought | silent
        self._refresh(ours)
        found = self.env["crm.customer"].search(
            [("is_promising", "=", True), ("id", "in", ours.ids)]
        )
        self.assertEqual(found, asked)
        self.assertTrue(asked.is_promising)
        self.assertFalse(silent.is_promising)

    def test_most_valuable_follows_the_classes_or_the_turnover(self):
        customers = self.env["crm.customer"]
        for number in range(1, 6):
            customer = self._create_customer(f"Buyer {number}")
            self._create_order(customer, 10**7 * number, date(2026, 6, 1))
            customers |= customer
        self._refresh(customers)
        best = customers[-1]
        if "abc_class" in customers._fields:
            best.sudo().abc_class = "A"
        domain = [("is_most_valuable", "=", True), ("id", "in", customers.ids)]
        self.assertIn(best, customers.search(domain))
        self.assertNotIn(customers[0], customers.search(domain))
        self.assertTrue(best.is_most_valuable)

    @mute_logger("odoo.models")
    def test_urging_sends_a_text_message_where_the_company_wants_it(self):
        if "sms.sms" not in self.env:
            self.assertIsNone(
                self.env["crm.sms.mixin"]._send_sms(self.sally, self.company, "x")
            )
            return
        messages = self.env["sms.sms"].sudo()
        customer = self._create_customer().with_user(self.lena)
        self.sally.partner_id.phone = "+86 531 8000 0001"
        customer._assign_task("Ask for the plan", self.TODAY)
        here = [("partner_id", "=", self.sally.partner_id.id)]
        self.assertFalse(messages.search(here))
        self.company.lifecycle_sms = True
        customer._assign_task("Ask for the plan", self.TODAY)
        message = messages.search(here)
        self.assertRegex(message.body, "from lena_t .* 1 customers: Ask for the plan")
        with self.assertRaises(AccessError):
            customer.with_user(self.sally)._assign_task("Mine", self.TODAY)

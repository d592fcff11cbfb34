# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerOffer(LifecycleCommon):
    """News and offers to many customers at once, with their consent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer("Alpha Works", email="a@alpha.example.com")
        cls.beta = cls._create_customer("Beta Works", email="b@beta.example.com")
        cls.mute = cls._create_customer("Mute Works")
        cls.foreign = cls._create_customer(
            "Sam's Works", user=cls.sam, email="s@sam.example.com"
        )

    def _offer(self, customers, user=None):
        action = customers.with_user(user or self.sally).action_prepare_offer()
        offer = self.env["crm.customer.offer"].with_user(user or self.sally)
        offer = offer.browse(action["res_id"])
        offer.write({"name": "New grade", "body": "<p>From July</p>"})
        return offer

    def _states(self, offer):
        return {
            line.customer_id.name: line.reason or line.state
            for line in offer.sudo().line_ids
        }

    def test_who_may_not_get_it_is_left_out_with_the_reason(self):
        refused = self._create_customer("Refusing Works", email="r@r.example.com")
        blocked = self._create_customer("Blocked Works", email="x@x.example.com")
        listed = self._create_customer("Listed Works", email="l@l.example.com")
        refused.news_consent = "no"
        self.env["crm.sale.block"].create(
            {"customer_id": blocked.id, "reason": "Owes since spring"}
        )
        self.env["mail.blacklist"]._add("l@l.example.com")
        offer = self._offer(self.alpha | self.mute | refused | blocked | listed)
        offer.action_send()
        self.assertEqual(
            self._states(offer),
            {
                "Alpha Works": "sent",
                "Blocked Works": "on the do-not-sell list",
                "Listed Works": "its address is on the list of no mails",
                "Mute Works": "has no mail address",
                "Refusing Works": "wants no news",
            },
        )
        self.assertEqual((offer.line_count, offer.sent_count), (5, 1))

    def test_company_may_ask_for_consent_first(self):
        self.company.lifecycle_offer_consent = True
        offer = self._offer(self.alpha | self.beta)
        with self.assertRaisesRegex(UserError, "did not agree to news yet"):
            offer.action_send()
        self.beta.news_consent = "yes"
        offer.action_send()
        self.assertEqual(self._states(offer)["Beta Works"], "sent")

    def test_offer_stands_on_the_first_page_and_in_the_history(self):
        offer = self._offer(self.alpha)
        offer.action_send()
        self.assertEqual(self.alpha.offer_latest, "2026-06-15 New grade")
        mail = self.env["mail.mail"].search([("subject", "=", "New grade")])
        self.assertEqual(mail.recipient_ids, self.alpha.partner_id)
        self.assertEqual((mail.model, mail.res_id), ("crm.customer", self.alpha.id))
        self.assertIn("From July", mail.body_html)
        with self.assertRaisesRegex(UserError, "was sent and is kept"):
            offer.action_send()
        with self.assertRaisesRegex(UserError, "was sent and is kept"):
            offer.name = "Another"

    def test_owners_are_told_which_of_their_customers_got_it(self):
        offer = self._offer(self.alpha | self.beta | self.foreign, self.dora)
        offer.action_send()
        messages = self.env["mail.message"].search(
            [("subject", "=", "Your customers got: New grade")]
        )
        told = {m.notified_partner_ids: m.body for m in messages}
        self.assertEqual(set(told), {self.sally.partner_id, self.sam.partner_id})
        self.assertIn("Alpha Works, Beta Works", told[self.sally.partner_id])

    def test_filter_adds_only_customers_one_may_see_each_once(self):
        offer = self._offer(self.alpha)
        offer.customer_domain = "[('name', 'ilike', 'works')]"
        offer.action_fill()
        self.assertEqual(offer.line_ids.customer_id, self.alpha | self.beta | self.mute)
        offer.customer_domain = "[('name', 'ilike', __import__('os'))]"
        with self.assertRaisesRegex(UserError, "not a condition on customers"):
            offer.action_fill()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_writes_to_customers_or_offers_of_others(self):
        offer = self._offer(self.alpha)
        with self.assertRaises(AccessError):
            offer.with_user(self.sam).action_send()
        with self.assertRaises(AccessError):
            self.env["crm.customer.offer.line"].with_user(self.sally).create(
                {"offer_id": offer.id, "customer_id": self.foreign.id}
            )
        with self.assertRaises(AccessError):
            offer.line_ids.state = "sent"

    def test_sending_to_many_takes_no_query_for_each(self):
        few = self._offer(self.alpha | self.beta)
        many = self._create_customer("Many 0", email="m@0.example.com")
        for number in range(1, 12):
            many |= self._create_customer(
                f"Many {number}", email=f"m@{number}.example.com"
            )
        many = self._offer(many)
        counts = []
        for offer in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reasons = offer.line_ids._reasons_to_leave_out()
            self.assertFalse(reasons)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestMaterialRequest(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _ask(self, user=None, **values):
        return (
            self.env["crm.material.request"]
            .with_user(user or self.sally)
            .create({"customer_id": self.customer.id, "name": "Sample", **values})
        )

    def test_archive_keeper_sends_and_the_salesperson_does_not(self):
        request = self._ask()
        with self.assertRaisesRegex(AccessError, "by an archive keeper"):
            request.action_send()
        with self.assertRaises(AccessError):
            self._forge(request, self.sally, state="sent")
        request.with_user(self.archie).action_send()
        self.assertEqual(
            (request.state, request.date_sent, request.sender_id),
            ("sent", self.TODAY, self.archie),
        )
        with self.assertRaisesRegex(UserError, "answered already"):
            request.with_user(self.archie).action_send()
        with self.assertRaisesRegex(UserError, "is kept"):
            request.unlink()

    def test_salesperson_asks_on_the_form(self):
        with Form(self.env["crm.material.request"].with_user(self.sally)) as form:
            form.customer_id = self.customer
            form.name = "Catalogue"
            form.kind = "paper"
        request = form.record
        self.assertEqual((request.state, request.user_id), ("asked", self.sally))

    def test_refusal_needs_a_word_and_withdrawal_the_asker(self):
        request = self._ask()
        keeper = request.with_user(self.archie)
        with self.assertRaisesRegex(UserError, "why it is refused"):
            keeper.action_refuse()
        keeper.answer = "Out of stock until July"
        keeper.action_refuse()
        self.assertEqual(request.state, "refused")
        other = self._ask()
        with self.assertRaisesRegex(AccessError, "who asked for it"):
            other.with_user(self.lena).action_withdraw()
        other.action_withdraw()
        self.assertEqual(other.state, "withdrawn")

    def test_same_material_within_ninety_days_is_shown(self):
        """Sent on 15 June: shown on 13 September, no longer on the 14th."""
        first = self._ask(product_id=self.product.id)
        self.assertFalse(first.sent_lately)
        first.with_user(self.archie).action_send()
        second = self._ask(name="sample")
        by_product = self._ask(name="Other", product_id=self.product.id)
        self.assertIn("sent on 2026-06-15", second.sent_lately)
        self.assertIn("sent on 2026-06-15", by_product.sent_lately)
        self.assertFalse(self._ask(name="Catalogue").sent_lately)
        for day, shown in (("13", True), ("14", False)):
            with freeze_time(f"2026-09-{day} 10:00:00"):
                second.invalidate_recordset()
                self.assertEqual("2026-06-15" in second.sent_lately, shown)

    def test_what_another_department_asked_for_is_shown_without_its_request(self):
        first = self._ask()
        self.customer.user_id = self.sam
        second = self._ask(user=self.sam)
        self.assertIn("asked by sally_t", second.sent_lately)
        self.assertIn("not sent yet", second.sent_lately)
        self.assertNotIn(second, first.search([]))

    def test_requests_wait_in_my_day_of_the_archive_keeper(self):
        self._ask()
        for user, expected in ((self.archie, True), (self.sally, False)):
            day = self.env["crm.day"].with_user(user)
            kind = day._day_materials(user)
            found = day.env[kind.model].search_count(kind.domain)
            self.assertEqual(bool(found), expected)

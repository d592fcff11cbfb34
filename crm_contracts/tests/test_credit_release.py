# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditRelease(CreditCommon):
    UNTIL = date(2026, 6, 20)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy(hold_order="ask")
        cls._limit(1000.0)
        cls.order = cls._order(1500.0, user=cls.sally)

    def _ask(self, order=None, user=None):
        wizard = (
            self.env["crm.credit.release.ask"]
            .with_user(user or self.sally)
            .create(
                {
                    "res_model": "sale.order",
                    "res_id": (order or self.order).id,
                    "reason": "The transfer is on its way",
                    "date_until": self.UNTIL,
                }
            )
        )
        wizard.action_confirm()
        return self.env["crm.credit.release"].search([], limit=1)

    def test_release_is_asked_approved_and_used_once(self):
        release = self._ask()
        self.assertEqual(release.amount, 1500.0)
        self.assertIn("500.00 too much", release.hold_message)
        with self.assertRaises(RedirectWarning):
            self.order.with_user(self.sally).action_confirm()
        self._approve_all(release)
        self.assertEqual(release.state, "approved")
        self.order.with_user(self.sally).action_confirm()
        self.assertEqual(release.state, "used")
        self.assertEqual(release.used_by_id, self.sally)
        self.order._action_cancel()
        self.order.action_draft()
        with self.assertRaises(RedirectWarning):
            self.order.with_user(self.sally).action_confirm()

    def test_larger_order_is_held_again(self):
        self._approve_all(self._ask())
        self.order.order_line.product_uom_qty = 11
        with self.assertRaises(RedirectWarning):
            self.order.action_confirm()

    def test_release_serves_its_document_only(self):
        self._approve_all(self._ask())
        with self.assertRaises(RedirectWarning):
            self._order(1200.0).action_confirm()

    def test_release_ends(self):
        release = self._approve_all(self._ask())
        with freeze_time("2026-06-21"), self.assertRaises(RedirectWarning):
            self.order.action_confirm()
        self.env["crm.credit.release"]._expire(self.company, date(2026, 6, 21))
        self.assertEqual(release.state, "expired")

    def test_nobody_releases_his_own_or_by_hand(self):
        release = self._ask(user=self.mona)
        with self.assertRaises(AccessError):
            release.sudo().approval_ids.with_user(self.mona).action_approve()
        with self.assertRaises(AccessError):
            release.with_user(self.mona).write({"state": "approved"})
        with self.assertRaises(AccessError):
            self.env["crm.credit.release"].with_user(self.mona).create(
                {
                    "customer_id": self.customer.id,
                    "checkpoint": "order",
                    "document": "x",
                    "res_model": "sale.order",
                    "res_id": self.order.id,
                    "reason": "x",
                    "date_until": self.UNTIL,
                    "state": "approved",
                }
            )

    def test_refused_and_withdrawn_release_nothing(self):
        release = self._ask()
        release.sudo().approval_ids.with_user(self.mona).action_refuse("Too risky")
        self.assertEqual(release.state, "refused")
        release = self._ask()
        release.with_user(self.sally).action_withdraw()
        self.assertEqual(release.state, "withdrawn")
        with self.assertRaises(RedirectWarning):
            self.order.action_confirm()

    def test_asked_once_with_a_reason_and_only_when_held(self):
        self._ask()
        with self.assertRaisesRegex(UserError, "asked for already"):
            self._ask()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.order._ask_release(" ", self.UNTIL)
        small = self._order(5.0)
        with self.assertRaisesRegex(UserError, "does not hold"):
            small._ask_release("Please", self.UNTIL)
        with self.assertRaisesRegex(UserError, "over already"):
            self.order._ask_release("Please", date(2026, 6, 14))

    def test_dialog_takes_documents_of_credit_only(self):
        """A peer's dialog called any method of any model."""
        dialog = self.env["crm.credit.release.ask"].with_user(self.sally)
        for model in ("res.users", "no.such.model"):
            with self.assertRaises(UserError):
                dialog.create(
                    {"res_model": model, "res_id": 1, "reason": "x"}
                ).action_confirm()

    def test_colleague_asks_for_nothing_and_sees_nothing(self):
        release = self._ask()
        with self.assertRaises(AccessError):
            release.with_user(self.sam).read(["reason"])
        self.assertFalse(self.env["crm.credit.release"].with_user(self.sam).search([]))

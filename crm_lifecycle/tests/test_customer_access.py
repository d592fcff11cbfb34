# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerAccess(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Alpha Works", vat="VAT5")

    def _ask(self, name="VAT5", **values):
        return (
            self.env["crm.customer.access"]
            .with_user(self.sam)
            .create({"name": name, "reason": "Same group of companies", **values})
        )

    def _reads(self, user):
        return self.customer.with_user(user).has_access("read")

    def test_director_grants_reading_until_the_last_day(self):
        request = self._ask()
        request.action_submit()
        self.assertFalse(self._reads(self.sam))
        with self.assertRaises(AccessError):
            request.approval_id.with_user(self.sam).action_approve()
        request.approval_id.with_user(self.dora).action_approve()
        self.assertEqual(
            (request.state, request.date_until), ("granted", date(2026, 6, 22))
        )
        self.assertTrue(self._reads(self.sam))
        with self.assertRaises(AccessError):
            self._forge(self.customer, self.sam, comment="x")
        with freeze_time("2026-06-22 10:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self._reads(self.sam))
        with freeze_time("2026-06-23 10:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self._reads(self.sam))

    def test_a_name_that_fits_nobody_or_several_is_refused(self):
        for name in ("Omega", "Alpha"):
            with self.assertRaisesRegex(UserError, "does not name exactly one"):
                self._ask(name).action_submit()

    def test_request_cannot_be_forged(self):
        request = self._ask()
        with self.assertRaises(AccessError):
            self._forge(request, self.sam, state="granted")
        with self.assertRaises(AccessError):
            self._ask(customer_id=self.customer.id)
        request.action_submit()
        with self.assertRaisesRegex(UserError, "already asked"):
            request.days = 300

    def test_refused_request_opens_nothing(self):
        request = self._ask()
        request.action_submit()
        request.approval_id.with_user(self.dora).action_refuse("No need")
        self.assertEqual(request.state, "refused")
        self.assertFalse(self._reads(self.sam))

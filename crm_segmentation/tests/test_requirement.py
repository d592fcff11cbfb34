# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon

FILLED = (
    {"subject": "Delivery"},
    {},
    {"source": "interview", "finding": "Five of eight wait for the truck"},
    {
        "statement": "The truck comes on the promised day",
        "measure": "Orders delivered on the promised day",
        "target": "98 %",
    },
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestRequirement(SegmentationCommon):
    """Six steps from a wish to a requirement (S-525, S-526, S-528)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.wish = (
            cls.env["crm.requirement"]
            .with_user(cls.sally)
            .create(
                {
                    "name": "I want to know when the truck comes",
                    "company_id": cls.company.id,
                    "customer_id": cls.customer.id,
                }
            )
        )

    def _walk(self):
        for values in FILLED:
            self.wish.write(values)
            self.wish.action_next()

    def test_each_step_asks_for_what_the_next_builds_on(self):
        with self.assertRaisesRegex(UserError, "Product.*Product Line.*Service"):
            self.wish.action_next()
        self._walk()
        self.assertEqual(self.wish.step, "confirm")
        analyst = self.wish.with_user(self.anna)
        with self.assertRaisesRegex(UserError, "Confirmed by, Confirmed on"):
            analyst.action_next()
        self.wish.write({"method": "interview", "date_confirmed": "2026-06-14"})
        analyst.action_next()
        self.assertEqual(self.wish.step, "fixed")
        self.assertEqual(str(self.wish.date_fixed), "2026-06-15")

    def test_what_is_fixed_keeps_its_words(self):
        self._walk()
        self.wish.write({"method": "interview", "date_confirmed": "2026-06-14"})
        analyst = self.wish.with_user(self.anna)
        analyst.action_next()
        with self.assertRaisesRegex(UserError, "is fixed"):
            self.wish.write({"target": "90 %"})
        with self.assertRaisesRegex(UserError, "is fixed"):
            analyst.unlink()
        analyst.action_back()
        self.wish.target = "90 %"
        self.assertFalse(self.wish.date_fixed)

    def test_analysts_fix_and_others_do_not(self):
        self._walk()
        self.wish.write({"method": "interview", "date_confirmed": "2026-06-14"})
        with self.assertRaisesRegex(AccessError, "analysts fix"):
            self.wish.action_next()
        with self.assertRaises(AccessError):
            self._forge(self.wish, self.anna, step="fixed")
        with self.assertRaises(AccessError):
            self._forge(self.wish, self.sam, target="1 %")

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerTip(LifecycleCommon):
    """Any employee gives a tip; the archive keeper sorts it, the tipster reads on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wanda = cls._create_user("wanda_t", "base.group_user")
        cls.tip = (
            cls.env["crm.customer.tip"]
            .with_user(cls.wanda)
            .create(
                {
                    "name": "Rizhao Port Terminal",
                    "phone": "+86 633 8888 7777",
                    "need": "Builds a second berth; my brother works there.",
                }
            )
        )
        cls.sorted = cls.tip.with_user(cls.archie)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_employee_sees_his_own_tips_only(self):
        other = self._create_user("walt_t", "base.group_user")
        with self.assertRaises(AccessError):
            self.tip.with_user(other).read(["name"])
        with self.assertRaises(AccessError):
            self.tip.read(["twins"])
        with self.assertRaisesRegex(AccessError, "sorted by archive keepers"):
            self.tip.answer = "My own answer"
        with self.assertRaisesRegex(AccessError, "sorted by archive keepers"):
            self.tip.action_drop()
        self.assertEqual(self.tip.outcome, "To Be Sorted")

    def test_keeper_makes_a_registration_that_names_who_brought_it(self):
        with self.assertRaisesRegex(UserError, "who shall develop it"):
            self.sorted.action_register()
        self.sorted.salesperson_id = self.sally
        self.sorted.action_register()
        registration = self.sorted.registration_id
        self.assertEqual(
            (registration.user_id, registration.collector_id, registration.state),
            (self.sally, self.wanda, "draft"),
        )
        self.assertEqual(registration.phone, "+86 633 8888 7777")
        self.assertEqual(registration.activity_ids.user_id, self.sally)
        self.assertEqual(self.tip.outcome, "Registered: Draft")
        with self.assertRaisesRegex(UserError, "was sorted and is kept"):
            self.sorted.action_register()
        with self.assertRaisesRegex(UserError, "was sorted and is kept"):
            self.tip.need = "Something else"

    def test_keeper_makes_a_lead_and_the_tipster_sees_how_it_goes(self):
        self.sorted.salesperson_id = self.sally
        self.sorted.action_make_lead()
        lead = self.sorted.sudo().lead_id
        self.assertEqual((lead.type, lead.user_id), ("lead", self.sally))
        lead.action_set_lost()
        self.tip.invalidate_recordset()
        self.assertEqual(self.tip.outcome, "Passed on as Lead: Lost")

    def test_tip_about_a_customer_goes_into_its_history_and_to_its_owner(self):
        customer = self._create_customer("Rizhao Port Terminal Ltd")
        twin = self.sorted.twins[0]
        self.assertEqual(twin["name"], "Rizhao Port Terminal Ltd")
        with self.assertRaisesRegex(UserError, "choose the customer"):
            self.sorted.action_add_to_customer()
        self.sorted.customer_id = customer
        self.sorted.action_add_to_customer()
        self.assertIn("second berth", customer.message_ids[0].body)
        self.assertEqual(customer.activity_ids.user_id, self.sally)
        self.assertEqual(self.tip.outcome, "Added to a Customer")

    def test_tip_that_is_not_used_gets_an_answer(self):
        with self.assertRaisesRegex(UserError, "answer wanda_t"):
            self.sorted.action_drop()
        self.sorted.answer = "They buy from their own quarry."
        self.sorted.action_drop()
        self.assertEqual(self.tip.state, "dropped")
        self.assertEqual(self.tip.answer, "They buy from their own quarry.")
        message = self.env["mail.message"].search(
            [("model", "=", "crm.customer.tip"), ("res_id", "=", self.tip.id)], limit=1
        )
        self.assertIn(self.wanda.partner_id, message.notified_partner_ids)

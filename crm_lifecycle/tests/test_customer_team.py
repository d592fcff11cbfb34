# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerTeam(LifecycleCommon):
    """Collaborators, the shared log, results and double quotations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Alpha Works")

    def _share(self, user=None, **values):
        return (
            self.env["crm.customer.collaborator"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "user_id": self.sam.id,
                    "reason": "Joint tender",
                    **values,
                }
            )
        )

    def _visible(self, user):
        customers = self.env["crm.customer"].with_user(user)
        return self.customer in customers.search([("id", "=", self.customer.id)])

    def test_reader_reads_and_does_not_edit(self):
        self.assertFalse(self._visible(self.sam))
        self._share()
        self.assertTrue(self._visible(self.sam))
        with self.assertRaises(AccessError):
            self._forge(self.customer, self.sam, comment="x")
        self.assertTrue(self.customer.with_user(self.sam).ownership_ids.ids)

    def test_reader_sees_the_visits_until_the_last_day_and_changes_none(self):
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "type_id": self.env.ref("crm_lifecycle.crm_visit_type_return").id,
                "date_start": "2026-06-25 08:00:00",
            }
        )
        self._share(date_until=self.TODAY)
        mine = visit.with_user(self.sam)
        self.assertEqual(mine.search([("id", "=", visit.id)]), visit)
        with self.assertRaises(AccessError):
            self._forge(visit, self.sam, date_start="2026-06-26 08:00:00")
        with freeze_time(self.TODAY + timedelta(days=1)):
            self.assertFalse(mine.search([("id", "=", visit.id)]))

    def test_editor_edits_until_the_last_day(self):
        self._share(access="write", date_until="2026-06-15")
        self.customer.with_user(self.sam).write({"comment": "x"})
        with freeze_time("2026-06-16 10:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self._visible(self.sam))
            with self.assertRaises(AccessError):
                self._forge(self.customer, self.sam, comment="y")

    def test_only_owner_leader_and_director_share(self):
        with self.assertRaisesRegex(AccessError, "the team leader or a director"):
            self._share(user=self.sam)
        share = self._share(user=self.dora)
        with self.assertRaises(AccessError):
            self._forge(share, self.sam, access="write")
        with self.assertRaises(AccessError):
            share.with_user(self.sam).unlink()
        with self.assertRaises(AccessError):
            self._forge(share, self.sally, user_id=self.lena.id)

    def test_log_shows_contacts_of_other_departments_to_the_team(self):
        self._create_order(self.customer, 100, date(2026, 5, 1))
        self.customer.with_user(self.dora).message_post(
            body="Sent the brochure", message_type="comment"
        )
        log = self.env["crm.customer.interaction"]
        mine = log.with_user(self.sally).search(
            [("customer_id", "=", self.customer.id)]
        )
        self.assertEqual(set(mine.mapped("kind")), {"order", "message"})
        self.assertIn("brochure", mine.filtered(lambda x: x.kind == "message").subject)
        self.assertFalse(log.with_user(self.sam).search([("id", "in", mine.ids)]))
        self._share()
        shared = log.with_user(self.sam).search([("id", "in", mine.ids)])
        self.assertEqual(len(shared), len(mine))

    def test_result_of_a_reported_customer_is_the_persons(self):
        self.company.lifecycle_attribution = True
        self.customer.with_user(self.dora)._assign_owner(self.sally, "Given")
        order = self._create_order(self.customer, 100, date(2026, 6, 1))
        self.assertEqual(
            (order.result_kind, order.result_user_id), ("person", self.sally)
        )

    def test_result_of_an_unreported_customer_is_the_departments(self):
        self.company.lifecycle_attribution = True
        order = self._create_order(self.customer, 100, date(2026, 6, 1))
        self.assertEqual(
            (order.result_kind, order.result_team_id), ("department", self.north)
        )
        self.assertIn("did not register", order.result_reason)

    def test_result_of_a_private_swap_is_the_departments(self):
        self.company.lifecycle_attribution = True
        self.customer.with_user(self.dora)._assign_owner(self.sally, "Given")
        order = self._create_order(
            self.customer, 100, date(2026, 6, 1), user_id=self.sam.id
        )
        self.assertEqual(order.result_kind, "department")
        self.assertIn("without a transfer", order.result_reason)

    def test_result_is_off_by_default_and_changed_by_directors_only(self):
        order = self._create_order(self.customer, 100, date(2026, 6, 1))
        self.assertFalse(order.result_kind)
        with self.assertRaises(AccessError):
            self._forge(order, self.sally, result_kind="person")
        with self.assertRaises(AccessError):
            order.with_user(self.sally)._set_result("person", self.sally, "Mine")
        order.with_user(self.dora)._set_result("person", self.sally, "Agreed")
        self.assertEqual(order.result_user_id, self.sally)

    def test_second_quotation_of_one_product_is_off_warns_or_blocks(self):
        first = self._create_order(self.customer, 100, date(2026, 6, 1), confirm=False)
        first.state = "sent"
        second = self._create_order(
            self.customer, 90, date(2026, 6, 10), confirm=False, user_id=self.sam.id
        )
        self.assertFalse(second.quote_conflict)
        self.company.lifecycle_quote_conflict = "warn"
        second.invalidate_recordset(["quote_conflict"])
        self.assertIn("sally_t", second.quote_conflict)
        seen_by_sam = second.with_user(self.sam)._quote_conflict_message()
        self.assertNotIn(first.name, seen_by_sam)
        self.assertIn("Cement", seen_by_sam)
        second.action_quotation_sent()
        second.state = "draft"
        self.company.lifecycle_quote_conflict = "block"
        for act in (second.action_quotation_sent, second.action_quotation_send):
            with self.assertRaisesRegex(UserError, "Agree on one price"):
                act()
        with self.assertRaisesRegex(UserError, "Agree on one price"):
            second.action_confirm()

    def test_old_quotation_and_other_product_are_no_conflict(self):
        self.company.lifecycle_quote_conflict = "block"
        first = self._create_order(self.customer, 100, date(2026, 3, 16), confirm=False)
        first.state = "sent"
        second = self._create_order(
            self.customer, 90, date(2026, 6, 10), confirm=False, user_id=self.sam.id
        )
        self.assertFalse(second.quote_conflict)  # 91 days
        first.date_order = "2026-03-17 12:00:00"
        second.invalidate_recordset(["quote_conflict"])
        self.assertTrue(second.quote_conflict)  # 90 days
        other = self.env["product.product"].create({"name": "Sand"})
        second.order_line.product_id = other
        second.invalidate_recordset(["quote_conflict"])
        self.assertFalse(second.quote_conflict)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCollectionSecurity(CollectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(cls.TODAY):
            cls.invoice = cls._owed(100.0, date(2026, 6, 1))
            cls.promise = cls.env["crm.collection.promise"]._give(
                cls.customer, 10.0, date(2026, 6, 20), source="call"
            )
            cls.dispute = cls.env["crm.collection.dispute"]._dispute(
                cls.invoice,
                10.0,
                cls.env.ref("crm_contracts.crm_collection_dispute_reason_price"),
                source="call",
            )
            cls.notice = cls._run_on(cls.TODAY)

    def _records(self):
        items = self.env["crm.collection.item"].sudo()
        return (
            self.promise,
            self.dispute,
            self.notice,
            self.notice.line_ids,
            items.search([("customer_id", "=", self.customer.id)]),
        )

    def _found(self, records, user):
        found = records.with_user(user).search([("id", "in", records.ids)])
        return bool(found)

    def test_collector_opens_the_customer(self):
        """The days per stage are shown without a right to the stage history."""
        customer = self.customer.with_user(self.cole)
        rows = customer.web_read({"duration_tracking": {}, "stage_id": {}})
        self.assertIn(str(customer.stage_id.id), rows[0]["duration_tracking"])

    def test_who_sees_what(self):
        """Owner, leader, director and collector; a colleague does not."""
        for records in self._records():
            for user in (self.sally, self.lena, self.dora, self.cole, self.fina):
                self.assertTrue(self._found(records, user), (records, user.login))
            self.assertFalse(self._found(records, self.sam), records)

    def test_other_company_sees_nothing(self):
        other = self.setup_other_company()["company"]
        stranger = new_test_user(
            self.env,
            login="stranger_coll",
            groups="crm_contracts.crm_contracts_group_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for records in self._records():
            self.assertFalse(self._found(records, stranger), records)
        runs = self.env["crm.dunning.run"].with_user(stranger)
        self.assertFalse(runs.search([("id", "=", self.notice.run_id.id)]))
        with self.assertRaises(UserError):
            runs._start(self.company)
        with self.assertRaises(AccessError):
            self.customer.with_user(stranger)._log_talk("other", "x")

    def test_history_is_not_written(self):
        for records in (self.promise, self.dispute, self.notice, self.notice.run_id):
            for user in (self.cole, self.fina, self.mona):
                with self.assertRaises(AccessError):
                    records.with_user(user).write({"state": "done"})
                with self.assertRaises(AccessError):
                    records.with_user(user).unlink()
            with self.assertRaises(UserError):
                records.sudo().unlink()

    def test_collector_reads_and_writes_no_invoice(self):
        """He sees every invoice and contract of the company and makes none."""
        self.assertTrue(self.invoice.with_user(self.cole).name)
        contract = self._create_contract()
        self.assertTrue(contract.with_user(self.cole).subject)
        for records in (self.invoice, contract):
            self.assertFalse(records.with_user(self.cole).has_access("write"))
        with self.assertRaises(AccessError):
            self.customer.with_user(self.cole).write({"name": "x"})

    def test_collector_takes_over(self):
        """Only who has the right collects, and only a collector gives it."""
        self.customer.with_user(self.cole).action_take_collection()
        self.assertEqual(self.customer.sudo().collection_user_id, self.cole)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.sally).action_take_collection()
        with self.assertRaises(AccessError):
            self.customer.with_user(self.mona).write({"collection_user_id": False})
        with self.assertRaises(UserError):
            self.customer.with_user(self.cole)._assign_collector(self.sam)

    def test_colleague_records_nothing(self):
        for user in (self.sam, self.dora):
            with self.assertRaises(AccessError):
                self.customer.with_user(user)._log_talk("other", "x")
        with self.assertRaises(AccessError):
            self.promise.with_user(self.sam).action_withdraw()
        with self.assertRaises(AccessError):
            self.dispute.with_user(self.sally)._decide("accepted", "Fine")
        self.dispute.with_user(self.sally)._decide("withdrawn", "My mistake")
        self.promise.with_user(self.sally).action_withdraw()
        self.assertEqual(self.promise.state, "withdrawn")

    def test_wizard_is_no_way_around(self):
        with self.assertRaises(AccessError):
            self.env["crm.collection.talk"].with_user(self.sam).create(
                {"customer_id": self.customer.id, "outcome": "other"}
            )
        with self.assertRaises(AccessError):
            self.env["crm.collection.charge"].with_user(self.cole).create(
                {"customer_id": self.customer.id}
            )

    def test_policies_are_the_managers(self):
        self.assertFalse(self.policy.with_user(self.cole).has_access("write"))
        self.policy.with_user(self.mona).quiet_days = 9
        self.assertEqual(self.policy.quiet_days, 9)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractSecurity(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective()
        cls.records = [
            cls.contract,
            cls.contract.line_ids,
            cls.contract.instalment_ids,
            cls.contract.event_ids,
        ]

    def test_who_sees_what(self):
        """Owner, leader, director, finance and manager see it; a colleague does not."""
        for user in (self.sally, self.lena, self.dora, self.fina, self.mona):
            for records in self.records:
                self.assertTrue(records.with_user(user).has_access("read"), user.login)
                self.assertEqual(self._found(records, user), records)
        for records in self.records:
            self.assertFalse(records.with_user(self.sam).has_access("read"))
            self.assertFalse(self._found(records, self.sam))
            self.assertFalse(
                records.with_user(self.sam)._read_group(
                    [("id", "in", records.ids)], ["create_uid"], ["__count"]
                )
                if "create_uid" in records
                else False
            )

    def test_readers_do_not_act(self):
        """Leader, director and finance read contracts; drafting is not theirs."""
        draft = self._create_contract()
        for user in (self.lena, self.dora, self.fina):
            with self.assertRaises(AccessError):
                draft.with_user(user).write({"subject": "Mine"})
            with self.assertRaises(AccessError):
                draft.with_user(user).action_submit()
            with self.assertRaises(AccessError):
                self.contract.with_user(user)._accept(self.TODAY)
        with self.assertRaises(AccessError):
            self._create_contract(user=self.sam)
        self.assertEqual(draft.state, "draft")

    def test_colleague_cannot_touch_lines(self):
        """Peers let a salesman change the price of a contract he may not even see."""
        draft = self._create_contract()
        for records in (draft.line_ids, draft.instalment_ids[0]):
            with self.assertRaises(AccessError):
                records.with_user(self.sam).write({"sequence": 1})
        with self.assertRaises(AccessError):
            self.env["crm.contract.instalment"].with_user(self.sam).create(
                {"contract_id": draft.id, "name": "x", "amount": 1.0}
            )

    def test_steps_by_wizard_check_the_contract(self):
        """The wizard is no way around the rights on the contract."""
        wizard = (
            self.env["crm.contract.step"]
            .with_user(self.sam)
            .create({"contract_id": self.contract.id, "step": "accept"})
        )
        with self.assertRaises(AccessError):
            wizard.action_confirm()
        wizard = (
            self.env["crm.contract.step"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": self.contract.id,
                    "step": "terminate",
                    "reason": "I want to",
                }
            )
        )
        with self.assertRaises(AccessError):
            wizard.action_confirm()
        self.assertEqual(self.contract.state, "effective")

    def test_other_company_sees_nothing(self):
        other = self.setup_other_company()["company"]
        stranger = new_test_user(
            self.env,
            login="stranger_c",
            groups="crm_contracts.crm_contracts_group_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for records in self.records:
            self.assertFalse(self._found(records, stranger))
            self.assertFalse(records.with_user(stranger).has_access("read"))

    def test_customer_of_another_company_is_refused(self):
        other = self.setup_other_company()["company"]
        customer = self._create_customer("Elsewhere", company=other)
        with self.assertRaisesRegex(Exception, "(?i)compan"):
            self._create_contract(user=self.mona, customer_id=customer.id)

    def test_accountant_without_contract_rights_can_reconcile(self):
        """Whoever matches a payment moves the plan, though he sees no contract."""
        clerk = self._create_user("clerk_c", "account.group_account_user")
        invoice = self._invoice(self.contract.instalment_ids[0])
        with self.assertRaises(AccessError):
            self.contract.with_user(clerk).read(["subject"])
        self.env["account.payment.register"].with_user(clerk).with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()
        self.assertEqual(self._plan(self.contract)[0], (80000.0, "paid"))

    def _found(self, records, user):
        return (
            records.with_user(user)
            .search([("id", "in", records.ids)], order="id")
            .with_env(records.env)
            .sorted(lambda r: records.ids.index(r.id))
        )

    def test_collaborator_reads_the_contract_until_the_last_day(self):
        contract = self._create_contract()
        seen = self.env["crm.contract"].with_user(self.sam)
        self.assertFalse(seen.search([("id", "=", contract.id)]))
        helpers = self.env["crm.customer.collaborator"].with_user(self.sally)
        helper = helpers.create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sam.id,
                "reason": "Tender",
            }
        )
        mine = seen.search([("id", "=", contract.id)])
        self.assertTrue(mine.instalment_ids.mapped("amount"))
        with self.assertRaises(AccessError):
            mine.write({"subject": "Mine"})
        helper.date_until = "2020-01-01"
        self.env.invalidate_all()
        self.assertFalse(seen.search([("id", "=", contract.id)]))

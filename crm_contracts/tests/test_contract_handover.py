# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestContractHandover(ContractsCommon):
    """sally leaves: sam gets her customer, with contracts, payments and duties."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            cls._create_contract(
                obligation_ids=[
                    Command.create({"name": "Install", "delay": 72, "unit": "hour"}),
                    Command.create({"name": "Train", "delay": 9, "unit": "day"}),
                ]
            )
        )
        cls.install, cls.train = cls.contract.obligation_ids.sorted("id").sudo()
        cls.payment = cls.contract.instalment_ids[1].sudo()

    def _hand_over(self, **values):
        handover = (
            self.env["crm.customer.handover"]
            .with_user(self.dora)
            .create(
                {
                    "user_id": self.sally.id,
                    "reason": "Leaves the company",
                    "successor_ids": [Command.set(self.sam.ids)],
                    **values,
                }
            )
        )
        handover.action_execute()
        self.env.invalidate_all()
        return handover

    def test_contracts_payments_and_duties_go_to_the_successor(self):
        contract = self.contract.with_user(self.mona)
        contract._assign(self.sally, "Knows the hospital", self.payment)
        self.install.user_id = self.lena
        task = self.contract.sudo().activity_schedule(
            "mail.mail_activity_data_todo", summary="Call", user_id=self.sally.id
        )
        handover = self._hand_over()
        self.assertEqual(self.contract.sudo().responsible_id, self.sam)
        self.assertEqual(self.payment.responsible_id, self.sam)
        self.assertEqual(self.train.user_id, self.sam)
        self.assertEqual(task.user_id, self.sam)
        self.assertEqual(self.install.user_id, self.lena, "a colleague's duty stays")
        moved = handover.line_ids.filtered(lambda line: line.state == "moved")
        self.assertEqual(
            set(moved.mapped("res_model")),
            {
                "crm.customer",
                "crm.contract.instalment",
                "crm.contract.obligation",
                "mail.activity",
            },
        )
        handover.action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.payment.responsible_id, self.sally)
        self.assertEqual(self.train.user_id | task.user_id, self.sally)

    def test_what_she_was_named_for_at_colleagues_customers_goes_too(self):
        other = self._create_customer("Other Hospital", user=self.lena)
        contract = self._create_contract(user=self.mona, customer_id=other.id).sudo()
        contract.assigned_id = self.sally
        handover = self._hand_over()
        self.assertEqual(contract.responsible_id, self.sam)
        self.assertEqual(other.user_id, self.lena)
        handover.action_undo()
        self.assertEqual(contract.responsible_id, self.sally)

    def test_ended_contracts_and_done_duties_stay_with_who_had_them(self):
        self.train.write({"date_done": "2026-06-14 08:00:00"})
        self.contract.sudo().write({"assigned_id": self.sally.id, "state": "closed"})
        self._hand_over()
        self.assertEqual(self.train.user_id, self.sally)
        self.assertEqual(self.contract.sudo().responsible_id, self.sally)

    def _transfer(self, **values):
        """Of sally's customer to sam, both sides applied and approved."""
        transfer = (
            self.env["crm.customer.transfer"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "to_user_id": self.sam.id,
                    "reason": "Moved",
                    **values,
                }
            )
        )
        transfer.action_apply()
        transfer.with_user(self.sam).action_apply()
        transfer.approval_id.with_user(self.dora).action_approve()
        self.env.invalidate_all()

    def test_transfer_takes_contracts_along(self):
        self._transfer()
        self.assertEqual(self.train.user_id, self.sam)

    def test_transfer_leaves_contracts_that_were_not_chosen(self):
        self._transfer(take_contracts=False)
        self.assertEqual(self.train.user_id, self.sally)

    def test_naming_moves_are_in_the_log_of_the_contract(self):
        self.contract.sudo().assigned_id = self.sally
        self._hand_over()
        event = self.contract.sudo().event_ids.filtered(lambda e: e.kind == "assigned")
        self.assertIn("sam_c", event.description)

    def test_leader_hands_nothing_over(self):
        with self.assertRaises(AccessError):
            self.env["crm.customer.handover"].with_user(self.lena).create(
                {"user_id": self.sally.id, "reason": "x"}
            )

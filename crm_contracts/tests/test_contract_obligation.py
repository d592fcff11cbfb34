# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import freeze_time, tagged

from .common import PIXEL, ContractsCommon

moment = Datetime.to_datetime


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 09:30:00")
class TestContractObligation(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(
            obligation_ids=[
                Command.create({"name": "Install", "delay": 72, "unit": "hour"}),
                Command.create(
                    {
                        "name": "Accept",
                        "obligor": "customer",
                        "trigger": "acceptance",
                        "delay": 3,
                        "needs_proof": True,
                    }
                ),
            ]
        )
        cls.install, cls.accept = cls.contract.obligation_ids.sorted("id")
        cls.dongle = (
            cls.env["crm.contract.obligation"]
            .with_user(cls.sally)
            .create(
                {
                    "contract_id": cls.contract.id,
                    "name": "Hand over the dongle",
                    "trigger": "receipt",
                    "instalment_id": cls.contract.instalment_ids[0].id,
                    "delay": 3,
                }
            )
        )
        cls._approve(cls.contract)
        cls.contract.with_user(cls.sally).action_send()

    def _sign(self):
        self.contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")

    def test_time_runs_from_the_event(self):
        """72 hours after 09:30 on the 15th; three days after the money of the 20th."""
        self.assertEqual(
            (self.contract.obligation_ids | self.dongle).mapped("state"),
            ["waiting"] * 3,
        )
        self._sign()
        self.assertEqual(self.install.date_due, moment("2026-06-18 09:30:00"))
        self.assertEqual((self.install.state, self.accept.state), ("due", "waiting"))
        invoice = self._invoice(self.contract.instalment_ids[0])
        with freeze_time("2026-06-20"):
            self._register_payment(invoice, payment_date=date(2026, 6, 20))
        self.assertEqual(self.contract.instalment_ids[0].state, "paid")
        self.assertEqual(self.dongle.date_due, moment("2026-06-24 00:00:00"))
        self.assertEqual(self.dongle.state, "due")
        invoice.line_ids.remove_move_reconcile()
        self.assertEqual((self.dongle.state, self.dongle.date_due), ("waiting", False))

    def test_done_with_proof(self):
        self._sign()
        self.contract.with_user(self.sally)._accept(date(2026, 6, 15))
        accept = self.accept.with_user(self.sally)
        with self.assertRaisesRegex(UserError, "add the proof"):
            accept._fulfil(moment("2026-06-15 09:00:00"))
        with self.assertRaisesRegex(UserError, "future"):
            accept._fulfil(moment("2026-06-16 09:00:00"))
        files = self.env["ir.attachment"]
        foreign = files.with_user(self.mona).create({"name": "x", "raw": b"x"})
        with self.assertRaises(AccessError):
            accept._fulfil(moment("2026-06-15 09:00:00"), proof=foreign.sudo(False))
        own = files.with_user(self.sally).create({"name": "Protocol", "raw": b"p"})
        accept._fulfil(moment("2026-06-15 09:00:00"), "Protocol 7", own)
        self.assertEqual((accept.state, accept.done_by_id), ("done", self.sally))
        self.assertFalse(accept.is_late)
        with self.assertRaisesRegex(UserError, "not open"):
            accept._fulfil(moment("2026-06-15 09:00:00"), "again", own)
        self.assertIn("obligation_done", self.contract.event_ids.mapped("kind"))

    def test_late_is_told_once(self):
        self._sign()
        follow = self.env["crm.contract.obligation"].sudo()
        follow._mark_late()
        self.assertEqual(follow._tell_followers(10), (1, 0))
        self.assertFalse(self.install.is_late)
        with freeze_time("2026-06-18 10:00:00"):
            follow._mark_late()
            follow._mark_late()
            self.assertEqual(follow._tell_followers(10), (0, 0))
        self.assertTrue(self.install.is_late)
        kinds = self.contract.event_ids.mapped("kind")
        self.assertEqual(kinds.count("obligation_late"), 1)
        self.assertEqual(len(self.contract.activity_ids), 1)

    def test_who_may(self):
        """The follower records; managers waive and take back; a colleague neither."""
        self._sign()
        install = self.install
        with self.assertRaises(AccessError):
            install.with_user(self.sam)._fulfil(moment("2026-06-15 09:00:00"))
        with self.assertRaises(AccessError):
            install.with_user(self.sally)._waive("No need")
        with self.assertRaises(UserError):
            install.with_user(self.mona).write({"date_done": "2026-06-15 09:00:00"})
        with self.assertRaises(UserError):
            install.with_user(self.sally).write({"delay": 900})
        install.with_user(self.sally).user_id = self.sam
        install.with_user(self.sam)._fulfil(moment("2026-06-15 09:00:00"))
        self.assertEqual(install.state, "done")
        install.with_user(self.mona)._undo("Not at all")
        self.assertEqual(install.state, "due")
        install.with_user(self.mona)._waive("Customer does it")
        self.assertEqual(install.state, "waived")

    def test_instalment_of_another_contract_is_refused(self):
        other = self._create_contract()
        with self.assertRaisesRegex(ValidationError, "same contract"):
            self._create_contract(
                obligation_ids=[
                    Command.create(
                        {
                            "name": "x",
                            "trigger": "receipt",
                            "instalment_id": other.instalment_ids[0].id,
                        }
                    )
                ]
            )

    def test_instalment_that_is_waited_for_stays(self):
        contract = self._create_contract()
        contract.obligation_ids = [
            Command.create(
                {
                    "name": "Hand over",
                    "trigger": "receipt",
                    "instalment_id": contract.instalment_ids[0].id,
                }
            )
        ]
        with self.assertRaisesRegex(UserError, "change that duty first"):
            contract.instalment_ids[0].unlink()
        contract.unlink()
        self.assertFalse(contract.exists())

    def test_chain_of_obligations(self):
        contract = self._create_contract(
            obligation_ids=[Command.create({"name": "Trial run", "delay": 1})]
        )
        first = contract.obligation_ids
        contract.obligation_ids = [
            Command.create(
                {
                    "name": "Acceptance team",
                    "trigger": "obligation",
                    "after_id": first.id,
                    "delay": 5,
                }
            )
        ]
        team = contract.obligation_ids - first
        self._make_effective(contract)
        self.assertEqual(team.state, "waiting")
        first.with_user(self.sally)._fulfil(moment("2026-06-15 09:00:00"))
        self.assertEqual(team.date_due, moment("2026-06-21 00:00:00"))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPeriod(ContractsCommon):
    def _contract_with_service(self, **values):
        defaults = {
            "name": "Paid service",
            "kind": "paid",
            "trigger": "acceptance",
            "months": 12,
            "fee": 1000.0,
            "product_id": self.product_a.id,
            "is_renewable": True,
        }
        contract = self._make_effective(
            period_ids=[Command.create({**defaults, **values})],
            signed_on="2026-06-01",
        )
        return contract, contract.period_ids.with_user(self.sally)

    def test_period_runs_from_its_event(self):
        contract, period = self._contract_with_service()
        self.assertEqual((period.state, period.date_start), ("waiting", False))
        contract.with_user(self.sally)._accept(date(2026, 6, 10))
        self.assertEqual(
            (period.date_start, period.date_end, period.state),
            (date(2026, 6, 10), date(2027, 6, 9), "running"),
        )

    def test_renewal_is_offered_beside_the_contract(self):
        """1,000 for the next year; the contract's amount and plan stay."""
        contract, period = self._contract_with_service()
        with self.assertRaisesRegex(UserError, "not begun"):
            period._renew()
        contract.with_user(self.sally)._accept(date(2026, 6, 10))
        second = period._renew()
        self.assertEqual(second.date_start, date(2027, 6, 10))
        self.assertEqual(second.state, "offered")
        self.assertEqual(second.order_id.amount_untaxed, 1000.0)
        self.assertEqual(contract.amount_total, 138000.0)
        with self.assertRaisesRegex(UserError, "renewed already"):
            period._renew()
        second.order_id.action_confirm()
        self.assertEqual(second.state, "waiting")
        with freeze_time("2027-07-01"):
            second.invalidate_recordset(["state"])
            self.assertEqual(second.state, "running")

    def test_refused_offer_makes_room_for_another(self):
        contract, period = self._contract_with_service()
        contract.with_user(self.sally)._accept(date(2026, 6, 10))
        first = period._renew()
        first.order_id._action_cancel()
        second = period._renew()
        self.assertFalse(first.exists())
        self.assertEqual(period.next_ids, second)

    def test_free_renewal_is_the_managers(self):
        _contract, period = self._contract_with_service(
            trigger="signing", fee=0.0, kind="free"
        )
        with self.assertRaisesRegex(AccessError, "without a fee"):
            period._renew()
        second = period.with_user(self.mona)._renew()
        self.assertEqual(second.date_end, date(2028, 5, 31))
        with self.assertRaises(AccessError):
            period.with_user(self.sam)._renew()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import PIXEL, ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractAmendment(ContractsCommon):
    """The contract: 120,000 plus 15 % = 138,000 in 80,000 and 58,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective().with_user(cls.sally)

    def test_starts_from_what_is_agreed(self):
        amendment = self.contract._create_amendment()
        self.assertEqual(amendment.name, f"{self.contract.name}-A1")
        self.assertEqual(
            (amendment.amount_before, amendment.amount_after), (138000.0,) * 2
        )
        self.assertEqual(amendment.instalment_ids.mapped("amount"), [80000.0, 58000.0])
        self.assertFalse(amendment._changes())
        amendment.reason = "Nothing"
        with self.assertRaisesRegex(UserError, "changes nothing"):
            amendment.action_submit()

    def test_signed_amendment_is_the_next_version(self):
        """100,000 plus 15 % is 115,000: the second instalment becomes 35,000."""
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        self.assertEqual(amendment.amount_change, -23000.0)
        self._sign_amendment(amendment)
        contract = self.contract
        self.assertEqual(amendment.state, "effective")
        self.assertEqual((contract.amount_total, contract.version), (115000.0, 2))
        self.assertEqual(contract.instalment_ids.mapped("amount"), [80000.0, 35000.0])
        with self.assertRaisesRegex(UserError, "Propose another amendment"):
            amendment.reason = "Other"
        versions = contract.version_ids.sorted("number")
        self.assertEqual(versions.mapped("number"), [1, 2])
        self.assertEqual(versions.mapped("amount_total"), [138000.0, 115000.0])
        self.assertEqual(versions[1].amendment_id, amendment)
        self.assertEqual(versions[0].content["lines"][0]["price_unit"], 120000.0)
        kinds = contract.event_ids.mapped("kind")
        self.assertIn("amended", kinds)
        with self.assertRaises(UserError):
            versions[0].sudo().write({"amount_total": 1.0})

    def test_before_and_after_stay(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        expected = [
            ("Software", "1 Units × 120,000.00", "1 Units × 100,000.00"),
            ("Contract amount", "$\xa0138,000.00", "$\xa0115,000.00"),
            (
                "Second payment",
                "$\xa058,000.00, 3 days after acceptance",
                "$\xa035,000.00, 3 days after acceptance",
            ),
        ]
        self.assertEqual(amendment._changes(), expected)
        self._sign_amendment(amendment)
        self.assertEqual(amendment._changes(), expected)
        self.assertIn("100,000.00", amendment.changes_html)

    def test_line_and_instalment_come_and_go(self):
        """The old line out, a new one for 50,000 without taxes, one payment."""
        amendment = self.contract._create_amendment(reason="Other goods")
        amendment.line_ids.quantity = 0.0
        amendment.instalment_ids.amount = 0.0
        amendment.write(
            {
                "line_ids": [self._line(50000.0)],
                "instalment_ids": [
                    self._instalment("All of it", 50000.0, "signing", 10)
                ],
            }
        )
        self._sign_amendment(amendment)
        contract = self.contract
        self.assertEqual(contract.amount_total, 50000.0)
        self.assertEqual(contract.line_ids.mapped("price_unit"), [50000.0])
        self.assertEqual(contract.instalment_ids.mapped("name"), ["All of it"])
        self.assertEqual(str(contract.instalment_ids.date_due), "2026-06-25")

    def test_plan_must_add_up_to_the_new_amount(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 58000.0))
        with self.assertRaisesRegex(UserError, "Correct the plan by"):
            amendment.action_submit()

    def test_nothing_below_orders_and_money(self):
        """80,000 was invoiced and one unit ordered: neither is agreed away."""
        contract = self.contract
        self._invoice(contract.instalment_ids[0])
        contract._create_order()
        amendment = self._amend(price=60000.0, amounts=(11000.0, 58000.0))
        with self.assertRaisesRegex(UserError, "invoiced or received already"):
            amendment.action_submit()
        amendment.instalment_ids.amount = 0.0
        amendment.line_ids.quantity = 0.0
        with self.assertRaisesRegex(UserError, "ordered already"):
            amendment.action_submit()

    def test_money_that_comes_before_the_signature_counts(self):
        amendment = self._amend(price=60000.0, amounts=(11000.0, 58000.0))
        self._approve_amendment(amendment)
        amendment.action_send()
        self._invoice(self.contract.instalment_ids[0])
        with self.assertRaisesRegex(UserError, "invoiced or received already"):
            amendment.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.amount_total, 138000.0)

    def test_work_stops_meanwhile_if_wanted(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        amendment.stops_execution = True
        amendment.action_submit()
        with self.assertRaisesRegex(UserError, "suspended"):
            self.contract._create_order()
        approval = amendment.sudo().approval_ids
        approval.with_user(self.lena).action_refuse("Too low")
        self.assertEqual((amendment.state, self.contract.state), ("draft", "effective"))
        self._sign_amendment(amendment)
        self.assertEqual(self.contract.state, "effective")

    def test_own_suspension_stays(self):
        """What a manager suspended is not resumed by an amendment."""
        self.contract.with_user(self.mona)._suspend("Quality dispute")
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        amendment.stops_execution = True
        self._sign_amendment(amendment)
        self.assertEqual(self.contract.state, "suspended")
        self.assertEqual(self.contract.amount_total, 115000.0)

    def test_one_at_a_time(self):
        amendment = self.contract._create_amendment()
        self.assertEqual(self.contract.action_amend()["res_id"], amendment.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.contract._create_amendment()

    def test_whole_new_amount_is_approved(self):
        """115,000 is above 100,000: leader and director."""
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        amendment.action_submit()
        approval = amendment.sudo().approval_ids
        self.assertEqual(approval.amount, 115000.0)
        with self.assertRaises(AccessError):
            approval.with_user(self.sally).action_approve()
        approval.with_user(self.lena).action_approve()
        self.assertEqual(amendment.state, "approval")
        with self.assertRaisesRegex(UserError, "no draft"):
            amendment.line_ids.price_unit = 1.0
        with self.assertRaisesRegex(UserError, "no draft"):
            amendment.reason = "Other"

    def test_signature_is_waived_by_a_manager_only(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        with self.assertRaises(AccessError):
            amendment.needs_signature = False
        amendment.with_user(self.mona).needs_signature = False
        self._approve_amendment(amendment)
        with self.assertRaises(AccessError):
            amendment.action_put_into_effect()
        amendment.with_user(self.mona).action_put_into_effect()
        self.assertEqual(self.contract.version, 2)
        self.assertFalse(amendment.date_signed)

    def test_signature_is_not_skipped(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        self._approve_amendment(amendment)
        with self.assertRaisesRegex(UserError, "signed by the customer"):
            amendment.with_user(self.mona).action_put_into_effect()

    def test_last_day_is_moved(self):
        amendment = self.contract._create_amendment(
            reason="More time", date_end="2027-06-30"
        )
        self.assertEqual(amendment._changes(), [("Last day", "", "06/30/2027")])
        self._sign_amendment(amendment)
        self.assertEqual(str(self.contract.date_end), "2027-06-30")

    def test_amended_plan_follows_the_ledger(self):
        """80,000 paid; the first instalment rises to 90,000, so 10,000 is open."""
        invoice = self._invoice(self.contract.instalment_ids[0])
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()
        self._sign_amendment(self._amend(price=120000.0, amounts=(90000.0, 48000.0)))
        plan = self.contract.sudo().instalment_ids
        self.assertEqual(plan.mapped("amount_open"), [10000.0, 48000.0])
        self.assertEqual(plan[0].state, "partial")
        self.assertLedgerAgrees(self.contract)

    def test_termination_cancels_what_waits(self):
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        amendment.action_submit()
        self.contract.with_user(self.mona)._terminate("Customer gone")
        self.assertEqual(amendment.state, "cancelled")
        self.assertEqual(amendment.sudo().approval_ids.state, "withdrawn")

    def test_open_amendment_blocks_the_closing(self):
        amendment = self.contract._create_amendment()
        with self.assertRaisesRegex(UserError, f"{amendment.name}.*not decided"):
            self.contract.with_user(self.mona)._close("Enough")
        amendment.action_cancel()
        self.contract.with_user(self.mona)._close("Enough")

    def test_rights(self):
        for user in (self.sam, self.fina):
            with self.assertRaises(AccessError):
                self.contract.with_user(user)._create_amendment()
        amendment = self._amend(price=100000.0, amounts=(80000.0, 35000.0))
        for values in (
            {"state": "effective"},
            {"amount_before": 1.0},
            {"contract_id": self._create_contract().id},
        ):
            with self.assertRaises(AccessError):
                amendment.write(values)
        with self.assertRaises(AccessError):
            amendment.line_ids.write({"quantity_before": 7.0})
        with self.assertRaises(AccessError):
            amendment.with_user(self.sam).read(["name"])
        self.assertTrue(amendment.with_user(self.fina).read(["name"]))
        with self.assertRaises(UserError):
            amendment.line_ids.unlink()
        with self.assertRaises(UserError):
            self._create_contract()._create_amendment()

    def test_percentages_follow_the_new_amount(self):
        """60 and 40 % of 200 are 120 and 80; of 300, 180 and 120."""
        contract = self._make_effective(
            line_ids=[self._line(200.0)],
            instalment_ids=[
                Command.create({"name": name, "percent": share, "trigger": "signing"})
                for name, share in (("First", 60.0), ("Rest", 40.0))
            ],
        ).with_user(self.sally)
        self.assertEqual(contract.instalment_ids.mapped("amount"), [120.0, 80.0])
        amendment = contract._create_amendment(reason="More")
        amendment.line_ids.price_unit = 300.0
        self.assertEqual(amendment.instalment_ids.mapped("amount"), [180.0, 120.0])
        self._sign_amendment(amendment)
        self.assertEqual(contract.instalment_ids.mapped("amount"), [180.0, 120.0])
        self.assertEqual(contract.instalment_ids.mapped("percent"), [60.0, 40.0])

    def test_new_line_of_a_purchase_contract_proposes_cost_and_supplier_taxes(self):
        contract = self._make_effective(
            contract_type="purchase",
            line_ids=[self._line(1000.0)],
            instalment_ids=[self._instalment("All", 1000.0, "signing")],
        ).with_user(self.sally)
        self.product_b.sudo().write({"lst_price": 90.0, "standard_price": 60.0})
        amendment = contract._create_amendment(reason="More")
        line = amendment.line_ids.create(
            {"amendment_id": amendment.id, "product_id": self.product_b.id}
        )
        self.assertEqual(line.price_unit, 60.0)
        taxes = self.product_b.supplier_taxes_id
        self.assertEqual(
            line.tax_ids, taxes._filter_taxes_by_company(contract.company_id)
        )

    def _amend(self, price, amounts):
        amendment = self.contract._create_amendment(reason="New price")
        amendment.line_ids.price_unit = price
        for row, amount in zip(amendment.instalment_ids, amounts, strict=True):
            row.amount = amount
        return amendment

    def _approve_amendment(self, amendment):
        amendment.action_submit()
        for user in (self.lena, self.dora):
            approval = amendment.sudo().approval_ids.filtered(
                lambda a: a.state == "pending"
            )
            if approval:
                approval.with_user(user).action_approve()

    def _sign_amendment(self, amendment):
        self._approve_amendment(amendment)
        amendment.action_send()
        amendment.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")

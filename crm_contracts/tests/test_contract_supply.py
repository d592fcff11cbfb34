# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import PIXEL, ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractSupply(ContractsCommon):
    """100 at 20.00, promised in 30 on 1 July and 70 on 1 August."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        draft = cls._create_contract(
            line_ids=[cls._line(20.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 2000.0, "signing")],
            penalty_delivery=0.1,
        )
        draft.supply_ids = [
            Command.create(
                {
                    "contract_line_id": draft.line_ids.id,
                    "date": day,
                    "quantity": quantity,
                }
            )
            for day, quantity in (("2026-07-01", 30.0), ("2026-08-01", 70.0))
        ]
        cls.contract = cls._make_effective(draft).with_user(cls.sally)
        cls.first, cls.second = cls.contract.supply_ids

    def _amend(self):
        return self.contract._create_amendment(reason="The mine is late")

    def _sign(self, amendment):
        amendment.action_submit()
        for user in (self.lena, self.dora):
            approval = amendment.sudo().approval_ids.filtered(
                lambda a: a.state == "pending"
            )
            if approval:
                approval.with_user(user).action_approve()
        amendment.action_send()
        amendment.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")

    def _schedule(self):
        rows = self.contract.supply_ids.sorted("date")
        return [(str(row.date), row.quantity) for row in rows]

    def test_nobody_moves_what_was_signed(self):
        """Neither owner, manager nor finance, and not by a line of the contract."""
        for user in (self.sally, self.mona, self.fina):
            row = self.first.with_user(user)
            with self.assertRaises(UserError):
                row.date = date(2026, 12, 1)
            with self.assertRaises(UserError):
                row.quantity = 1.0
            with self.assertRaises(UserError):
                row.unlink()
        with self.assertRaises(UserError):
            self.contract.supply_ids = [Command.clear()]
        with self.assertRaises(UserError):
            self.first.copy({"quantity": 1.0})
        self.first.write({"note": "Washed", "source": "drop"})
        self.assertEqual(self._schedule(), [("2026-07-01", 30.0), ("2026-08-01", 70.0)])

    def test_schedule_is_written_in_draft(self):
        draft = self._create_contract(line_ids=[self._line(20.0, quantity=10.0)])
        row = self.env["crm.contract.supply"].with_user(self.sally)
        row = row.create(
            {
                "contract_id": draft.id,
                "contract_line_id": draft.line_ids.id,
                "date": "2026-07-01",
                "quantity": 10.0,
            }
        )
        row.date = date(2026, 7, 2)
        with self.assertRaises(ValidationError):
            row.quantity = 10.5
        row.unlink()

    def test_amendment_moves_the_schedule(self):
        """30 become 20 on 5 July, the second stays, 10 more come in September."""
        self.first.sudo().is_alarmed = True
        amendment = self._amend()
        self.assertFalse(amendment._changes())
        before = amendment.supply_ids
        self.assertEqual(before.mapped("quantity"), [30.0, 70.0])
        before[0].write({"date": "2026-07-05", "quantity": 20.0})
        amendment.supply_ids = [
            Command.create(
                {
                    "line_id": amendment.line_ids.id,
                    "date": "2026-09-01",
                    "quantity": 10.0,
                }
            )
        ]
        self.assertEqual(
            amendment._changes(),
            [
                (
                    "Delivery of Software",
                    "07/01/2026: 30 Units",
                    "07/05/2026: 20 Units",
                ),
                ("Delivery of Software", "", "09/01/2026: 10 Units"),
            ],
        )
        self.assertEqual(self._schedule()[0], ("2026-07-01", 30.0))
        self._sign(amendment)
        self.assertEqual(
            self._schedule(),
            [("2026-07-05", 20.0), ("2026-08-01", 70.0), ("2026-09-01", 10.0)],
        )
        self.assertFalse(self.first.is_alarmed)
        versions = self.contract.version_ids.sorted("number")
        self.assertEqual(
            [row["quantity"] for row in versions[0].content["deliveries"]], [30.0, 70.0]
        )
        self.assertIn("70", versions[1].content_html)

    def test_quantity_goes_from_one_delivery_to_the_other(self):
        """100 stay 100 while 40 move from the second to the first."""
        amendment = self._amend()
        amendment.supply_ids[0].quantity = 70.0
        amendment.supply_ids[1].quantity = 30.0
        self._sign(amendment)
        self.assertEqual(self._schedule(), [("2026-07-01", 70.0), ("2026-08-01", 30.0)])

    def test_schedule_fits_the_amended_lines(self):
        """80 of the line are left: 100 cannot be promised, 30 and 50 can."""
        amendment = self._amend()
        amendment.line_ids.quantity = 80.0
        amendment.instalment_ids.amount = 1600.0
        with self.assertRaisesRegex(UserError, "schedule has 100"):
            amendment.action_submit()
        amendment.supply_ids[1].quantity = 50.0
        self._sign(amendment)
        self.assertEqual(self._schedule(), [("2026-07-01", 30.0), ("2026-08-01", 50.0)])

    def test_a_new_line_has_deliveries_of_its_own(self):
        amendment = self._amend()
        amendment.line_ids = [
            Command.create(
                {
                    "product_id": self.product_a.id,
                    "description": "Coke",
                    "quantity": 5.0,
                    "price_unit": 100.0,
                    "tax_ids": [Command.clear()],
                }
            )
        ]
        amendment.instalment_ids.amount = 2500.0
        coke = {"line_id": amendment.line_ids[1].id, "date": "2026-07-03"}
        amendment.supply_ids = [Command.create({**coke, "quantity": 5.0})]
        self._sign(amendment)
        self.assertEqual(self._schedule()[1], ("2026-07-03", 5.0))
        row = self.contract.supply_ids.sorted("date")[1]
        self.assertEqual(row.contract_line_id.description, "Coke")

    def test_what_was_delivered_stays(self):
        """10 of 30 were delivered: the delivery is not taken out."""
        self.product_a.invoice_policy = "delivery"
        order = self.contract._create_order({self.contract.line_ids: 10.0}).sudo()
        order.action_confirm()
        order.order_line.qty_delivered_method = "manual"
        order.order_line.qty_delivered = 10.0
        self.first.invalidate_recordset()
        amendment = self._amend()
        amendment.supply_ids[0].quantity = 0.0
        with self.assertRaisesRegex(UserError, "10.0 were delivered already"):
            amendment.action_submit()
        amendment.supply_ids[0].quantity = 10.0
        self._sign(amendment)
        self.assertEqual(self._schedule()[0], ("2026-07-01", 10.0))

    def test_delivery_with_a_claimed_penalty_stays(self):
        """30 at 20.00 are ten days late: 0.1 % a day of 600 is 6."""
        late = date(2026, 7, 11)
        penalties = self.contract._propose_penalties(late)
        self.assertEqual((penalties.supply_id, penalties.amount), (self.first, 6.0))
        penalties.with_user(self.fina).action_claim()
        amendment = self._amend()
        amendment.supply_ids[0].date = "2026-12-01"
        with self.assertRaisesRegex(UserError, "penalty was claimed"):
            amendment.action_submit()

    def test_rows_are_set_to_zero_and_not_deleted(self):
        amendment = self._amend()
        with self.assertRaisesRegex(UserError, "quantity to 0"):
            amendment.supply_ids[0].unlink()
        other = self._make_effective().with_user(self.sally)._create_amendment()
        with self.assertRaises(ValidationError):
            amendment.supply_ids = [
                Command.create(
                    {
                        "line_id": other.line_ids[0].id,
                        "date": "2026-07-05",
                        "quantity": 1.0,
                    }
                )
            ]
        with self.assertRaises(AccessError):
            amendment.supply_ids[0].quantity_before = 1.0
        with self.assertRaises(AccessError):
            amendment.supply_ids[0].with_user(self.sam).read(["quantity"])
        self._sign_zero(amendment)
        self.assertEqual(self._schedule(), [("2026-08-01", 70.0)])

    def _sign_zero(self, amendment):
        amendment.supply_ids[0].quantity = 0.0
        self._sign(amendment)

    def test_signed_paper_lists_the_deliveries(self):
        html, _kind = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_html("crm_contracts.crm_contract_report", self.contract.ids)
        )
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))
        self.assertIn("Software 07/01/2026 30.00 Units", words)
        self.assertIn("Software 08/01/2026 70.00 Units", words)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractAmendmentAttacks(ContractsCommon):
    """What an amendment could slip in, and what it may not lower."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            line_ids=[cls._line(50.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 5000.0, "signing")],
        ).with_user(cls.sally)

    def test_product_is_not_swapped_unseen(self):
        """The paper the customer signs lists quantity and price, as before."""
        amendment = self.contract._create_amendment(reason="Small print")
        line = amendment.line_ids
        for values in (
            {"product_id": self.product_b.id},
            {"tax_ids": [Command.set(self.tax_sale_b.ids)]},
            {"product_uom_id": self.env.ref("uom.product_uom_dozen").id},
            {"description": "Something else"},
        ):
            with self.assertRaisesRegex(UserError, "add another line", msg=values):
                line.write(values)

    def test_sent_document_of_an_amendment_is_not_exchanged(self):
        amendment = self.contract._create_amendment(reason="x")
        for name in ("sent_document_hash", "signed_by", "document_hash"):
            with self.assertRaises(AccessError):
                amendment.write({name: "0" * 64})

    def test_frame_is_amended_without_a_plan_of_its_whole_amount(self):
        """10 at 100 with 400 called off: the price rises, the plan stays smaller."""
        frame = self._make_effective(
            contract_type="frame",
            line_ids=[self._line(100.0, quantity=10.0)],
            instalment_ids=[self._instalment("First", 200.0, "signing")],
        ).with_user(self.sally)
        order = frame._create_order({frame.line_ids: 4.0}).sudo()
        order.action_confirm()
        amendment = frame._create_amendment(reason="More")
        self.assertEqual(amendment.instalment_ids.mapped("name"), ["First"])
        amendment.line_ids.quantity = 20.0
        amendment.action_submit()
        self.assertEqual(amendment.state, "approval")

    def test_copy_of_a_frame_brings_no_orders_along(self):
        frame = self._make_effective(
            contract_type="frame",
            line_ids=[self._line(100.0, quantity=10.0)],
            instalment_ids=[self._instalment("First", 200.0, "signing")],
        ).with_user(self.sally)
        frame._create_order({frame.line_ids: 4.0}).sudo().action_confirm()
        self.assertEqual(frame.copy().instalment_ids.mapped("name"), ["First"])

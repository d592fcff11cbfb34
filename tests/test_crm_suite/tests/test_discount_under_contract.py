# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_complaints.tests.compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestDiscountUnderContract(CompensationCommon):
    """What a complaint promised may be taken off an order under a contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        subject = {
            "product_id": cls.product.id,
            "description": "Cement",
            "quantity": 10,
            "price_unit": 100.0,
            "tax_ids": [Command.set(cls.tax.ids)],
        }
        cls.contract = cls.env["crm.contract"].create(
            {
                "subject": "Cement",
                "customer_id": cls.customer.id,
                "company_id": cls.company.id,
                "line_ids": [Command.create(subject)],
                "instalment_ids": [Command.create({"name": "All", "amount": 1150.0})],
            }
        )
        cls.contract.sudo().write({"state": "effective", "date_signed": "2026-01-01"})

    def test_promised_discount_passes(self):
        """1,150 under the contract less the 100 that were promised."""
        right = self._accepted("discount", 100.0).discount_id
        order = self._quotation(crm_contract_id=self.contract.id)
        self.assertEqual(order.order_line[:1].crm_contract_line_id.quantity, 10)
        self.assertEqual(order.amount_total, 1050.0)
        self.assertEqual((right.state, right.order_id), ("reserved", order))

    def test_other_negative_line_is_refused(self):
        order = self._quotation(crm_contract_id=self.contract.id)
        extra = self.env["product.product"].create({"name": "Gift"})
        line = {"product_id": extra.id, "price_unit": -50.0, "tax_ids": False}
        with self.assertRaisesRegex(ValidationError, "not negative"):
            order.write({"order_line": [Command.create(line)]})

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestComplaintDetours(ComplaintsMoneyCommon):
    """Ways around the rights that a second review found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._create_complaint()
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.foreign_order = cls._create_order(amount=777.0, partner=cls.stranger)
        cls.bill = cls.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": cls.stranger.id,
                "invoice_date": "2026-03-02",
                "invoice_line_ids": [
                    Command.create({"product_id": cls.product.id, "price_unit": 666.0})
                ],
            }
        )
        rules = cls.env["ir.rule"].search(
            [("model_id.model", "in", ("sale.order", "sale.order.line"))]
        )
        cls.own_orders = rules.filtered("groups")

    def _onchange(self, model, user, values, fields):
        spec = {name: {} for name in values.keys() | set(fields)}
        records = self.env[model].with_user(user).with_company(self.company)
        return records.onchange(values, list(values), spec)["value"]

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_forms_show_no_foreign_orders_and_invoices(self):
        line = self.foreign_order.order_line
        for model, name, value, fields in (
            ("crm.complaint.line", "order_line_id", line.id, ["order_amount"]),
            ("crm.complaint.compensation.line", "order_line_id", line.id, ["amount"]),
            (
                "crm.complaint.line",
                "invoice_line_id",
                self.bill.invoice_line_ids[:1].id,
                ["invoice_id"],
            ),
        ):
            with self.subTest(model), self.assertRaises(AccessError):
                self._onchange(model, self.sam, {name: value}, fields)
        values = {"kind": "revenue", "invoice_id": self.bill.id}
        with self.assertRaises(AccessError):
            self._onchange("crm.complaint.cost", self.anna, values, ["amount"])

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nor_through_the_form_of_the_complaint(self):
        line = {"order_line_id": self.foreign_order.order_line.id}
        values = {
            "partner_id": self.contact.id,
            "line_ids": [Command.create(line)],
        }
        spec = {
            "partner_id": {},
            "line_ids": {"fields": {"order_line_id": {}, "order_amount": {}}},
        }
        complaints = self.env["crm.complaint"].with_user(self.sam)
        with self.assertRaises(AccessError):
            complaints.onchange(values, ["line_ids"], spec)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_what_may_be_read_is_shown(self):
        line = self.order.order_line
        values = {"order_line_id": line.id}
        shown = self._onchange(
            "crm.complaint.line", self.anna, values, ["order_amount"]
        )
        self.assertEqual(shown["order_amount"], line.price_total)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_reader_adds_no_lines_to_the_case_of_others(self):
        lines = self.env["crm.complaint.line"].with_user(self.sally)
        values = {"complaint_id": self.complaint.id, "product_id": self.product.id}
        with self.assertRaises(AccessError):
            lines.create(values)
        own = self._create_complaint(
            user=self.sally,
            line_ids=[Command.create({"product_id": self.product.id})],
        )
        lines.create({**values, "complaint_id": own.id})
        self.assertEqual(len(own.line_ids), 2)

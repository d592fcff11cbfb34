# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ComplaintLotCommon


@tagged("post_install", "-at_install")
class TestComplaintLot(ComplaintLotCommon):
    def complain(self, delivered=None, **values):
        line = {"delivery_line_id": (delivered or self.delivered).id, "quantity": 1}
        order_line = (delivered or self.delivered).move_id.sale_line_id
        line["order_line_id"] = order_line.id
        return self._create_complaint(line_ids=[Command.create(line)], **values)

    def test_lot_comes_with_the_delivery(self):
        complaint = self.complain()
        self.assertEqual(complaint.line_ids.lot_id, self.lot)
        self.assertEqual(complaint.line_ids.picking_id, self.delivered.picking_id)
        self.assertEqual(self.delivered.picking_id.complaint_count, 1)

    def test_delivery_to_somebody_else_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "not a delivery to"):
            self._create_complaint(
                line_ids=[Command.create({"delivery_line_id": self.foreign.id})]
            )

    def test_lot_of_another_product_is_refused(self):
        complaint = self.complain()
        other = self.env["product.product"].create(
            {"name": "Sand", "is_storable": True, "tracking": "lot"}
        )
        lot = self.env["stock.lot"].create({"name": "S-1", "product_id": other.id})
        with self.assertRaisesRegex(ValidationError, "not a lot of"):
            complaint.line_ids.lot_id = lot

    def test_button_of_the_delivery(self):
        picking = self.delivered.picking_id.with_user(self.anna)
        context = picking.action_new_complaint()["context"]
        values = context["default_line_ids"][0][2]
        self.assertEqual(values["lot_id"], self.lot.id)
        self.assertEqual(context["default_partner_id"], self.partner.id)

    def test_portal_offers_own_deliveries_only(self):
        lines = self.env["crm.complaint.line"].sudo()
        choices = dict(lines._portal_choices(self.contact))["Deliveries"]
        self.assertEqual(
            [value for value, _label in choices], [f"d{self.delivered.id}"]
        )
        self.assertIn("LOT-7", choices[0][1])
        own = lines._portal_line_values(self.contact, f"d{self.delivered.id}")
        self.assertEqual(own["lot_id"], self.lot.id)
        self.assertFalse(lines._portal_line_values(self.contact, f"d{self.foreign.id}"))
        self.assertFalse(lines._portal_line_values(self.contact, "dx"))

    def test_customer_finds_a_delivery_by_its_lot(self):
        lines = self.env["crm.complaint.line"].sudo()
        choice = f"d{self.delivered.id}"
        found = dict(lines._portal_choices(self.contact, "lot-7"))["Deliveries"]
        self.assertEqual([value for value, _label in found], [choice])
        document = lines._portal_document(self.contact, choice)
        self.assertEqual(lines._label_of_document(document), found[0][1])
        self.assertFalse(dict(lines._portal_choices(self.contact, "LOT-8")))

    def test_same_lot_is_a_repeat(self):
        first = self.complain()
        self.assertEqual(self.complain().repeat_ids, first)
        self.assertIn(("lot_id", self.lot.id), first._repeat_keys())

    def test_same_lot_with_another_cause_is_a_repeat(self):
        """Torn bags, then late ones of the same lot from another delivery; a third of
        the lot at another customer is none."""
        torn, late = self.env["crm.complaint.cause"].create(
            [{"name": "Torn"}, {"name": "Late"}]
        )
        first = self.complain(cause_id=torn.id)
        once_more = self._deliver(self.partner, self.lot)
        second = self.complain(once_more, cause_id=late.id)
        self.assertTrue(second.is_repeat)
        self.assertEqual(second.repeat_ids, first)
        self.assertEqual(
            first._repeat_keys() & second._repeat_keys(),
            {("lot_id", self.lot.id), ("product_id", self.product.id)},
        )
        delivered = self._deliver(self.stranger, self.lot)
        elsewhere = self.complain(
            delivered, partner_id=self.stranger.child_ids.id, cause_id=torn.id
        )
        self.assertFalse(elsewhere.is_repeat)

    def test_outbreak_lists_who_received_the_lot(self):
        third = self._create_partner("Delta", "buyer@delta.test")
        self._deliver(third, self.lot, 7)
        self.company.complaint_radar_minimum = 3
        for _number in range(3):
            self.complain()
        today = fields.Date.today()
        outbreaks = self.env["crm.complaint.outbreak"]._watch(self.company, today)
        by_lot = outbreaks.filtered("lot_id")
        self.assertEqual(by_lot.lot_id, self.lot)
        self.assertIn("LOT-7", by_lot.name)
        rows = by_lot.customer_ids
        self.assertEqual(rows.partner_id, third | self.partner)
        self.assertEqual(sorted(rows.mapped("quantity")), [5.0, 7.0])
        self.assertNotIn(self.stranger, rows.partner_id)
        again = self.env["crm.complaint.outbreak"]._watch(
            self.company, today + timedelta(days=1)
        )
        self.assertFalse(again.filtered("lot_id"))

    def test_lots_sent_again_are_not_sold(self):
        """LOT-7 went out once as ordered and once to replace torn bags: one line."""
        again = self._deliver(self.partner, self.lot)
        again.move_id.sale_line_id.order_id.sudo().is_gratis = True
        today = fields.Date.today()
        span = (today, today + timedelta(days=1))
        sold = self.env["crm.complaint.outbreak"]._count_sold(
            self.company, "lot_id", self.lot | self.other_lot, span
        )
        self.assertEqual(sold, {self.lot: 1, self.other_lot: 1})

    def test_share_of_accepted_lots(self):
        self.complain()
        self.env.flush_all()
        report = self.env["crm.complaint.lot.report"].with_user(self.anna)
        domain = [("product_id", "=", self.product.id)]
        rows = {row.lot_id.id: row for row in report.search(domain)}
        bad, good = rows[self.lot.id], rows[self.other_lot.id]
        self.assertEqual((bad.complaint_count, bad.accepted_percent), (1, 0))
        self.assertEqual((good.complaint_count, good.accepted_percent), (0, 100))
        ((rate,),) = report._read_group(domain, [], ["accepted_percent:avg"])
        self.assertEqual(rate, 50.0)

    def test_return_of_one_delivery(self):
        complaint = self.complain()
        action = complaint.with_user(self.anna).action_return()
        self.assertEqual(action["context"]["active_id"], self.delivered.picking_id.id)
        with self.assertRaisesRegex(UserError, "choose the delivery"):
            self._create_complaint().action_return()

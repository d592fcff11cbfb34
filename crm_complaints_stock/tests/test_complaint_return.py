# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_complaints.tests.compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestComplaintReturn(CompensationCommon):
    """Ten bags at 100 and 15 % tax were delivered and invoiced."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_limit_agent = 5000
        cls.delivery = cls._deliver(cls.order)
        cls.rita = cls._create_user("rita_c", "stock.group_stock_user")

    @classmethod
    def _deliver(cls, order):
        delivery = order.picking_ids
        delivery.move_ids.quantity = order.order_line.product_uom_qty
        delivery.move_ids.picked = True
        delivery.button_validate()
        return delivery

    def receive(self, picking, quantity=None, backorder=True):
        picking = picking.with_user(self.rita).with_company(self.company)
        move = picking.move_ids
        move.quantity = quantity or move.product_uom_qty
        move.picked = True
        picking.with_context(
            skip_backorder=True,
            picking_ids_not_to_backorder=[] if backorder else picking.ids,
        ).button_validate()

    def returned(self, quantity=2):
        return self._accepted("return", line_ids=self._goods(quantity))

    def test_acceptance_makes_the_return_of_the_delivery(self):
        offer = self.returned()
        picking = offer.return_picking_ids
        self.assertEqual(picking.return_id, self.delivery)
        self.assertEqual(picking.picking_type_code, "incoming")
        self.assertIn(self.complaint.name, picking.origin)
        self.assertRecordValues(
            picking.move_ids,
            [
                {
                    "product_id": self.product.id,
                    "product_uom_qty": 2,
                    "origin_returned_move_id": self.delivery.move_ids.id,
                    "to_refund": False,
                }
            ],
        )
        self.assertEqual((offer.state, offer.return_state), ("accepted", "expected"))
        action = offer.with_user(self.anna).action_view_returns()
        self.assertEqual(action["res_id"], picking.id)
        self.assertEqual(picking.with_user(self.anna).name, picking.name)

    def test_received_goods_are_credited_by_themselves_once(self):
        offer = self.returned()
        with self.assertRaisesRegex(UserError, "Inventory waits for the goods"):
            offer.action_goods_received()
        self.receive(offer.return_picking_ids)
        self.assertEqual((offer.state, offer.return_state), ("done", "received"))
        self.assertEqual(offer.move_id.amount_total, 230.0)
        self.assertEqual(offer.received_by_id, self.rita)
        self.assertEqual(self.order.order_line.qty_delivered, 10)
        self.assertEqual(self.order.order_line.qty_to_invoice, 0)
        with self.assertRaisesRegex(UserError, "already in state"):
            offer.action_goods_received()

    def test_goods_in_two_parts_are_credited_when_all_are_back(self):
        offer = self.returned()
        first = offer.return_picking_ids
        self.receive(first, 1)
        self.assertEqual(len(offer.return_picking_ids), 2)
        self.assertEqual((offer.state, offer.return_state), ("accepted", "expected"))
        self.receive(offer.return_picking_ids - first)
        self.assertEqual(offer.state, "done")

    def test_less_comes_back_and_the_agent_decides(self):
        offer = self.returned()
        self.receive(offer.return_picking_ids, 1, backorder=False)
        self.assertEqual((offer.state, offer.return_state), ("accepted", "short"))
        summaries = self.complaint.activity_ids.mapped("summary")
        self.assertIn("less came back", " ".join(summaries))
        offer.action_goods_received()
        self.assertEqual(offer.state, "done")

    def test_no_more_than_delivered_and_not_returned(self):
        case = self._create_claim(10)
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.delivery.id}
        )
        wizard.product_return_moves.quantity = 7
        wizard._create_return()
        offer = self._accepted("return", complaint=case, line_ids=self._goods(3))
        self.assertEqual(offer.return_picking_ids.move_ids.product_uom_qty, 3)
        with self.assertRaisesRegex(ValidationError, "only 0 were delivered"):
            self._propose("return", complaint=case, line_ids=self._goods(1))

    def test_what_was_not_delivered_does_not_come_back(self):
        order = self._create_order()
        self._invoice(order)
        case = self._create_claim(3, order=order)
        with self.assertRaisesRegex(ValidationError, "only 0 were delivered"):
            self._propose("return", complaint=case, line_ids=self._goods(1, order))

    def test_two_deliveries_have_a_return_each(self):
        order = self._create_order()
        first = order.picking_ids
        first.move_ids.write({"quantity": 6, "picked": True})
        first.with_context(skip_backorder=True).button_validate()
        second = order.picking_ids - first
        second.move_ids.write({"quantity": 4, "picked": True})
        second.button_validate()
        order.order_line.tax_ids = self.tax
        order._create_invoices().action_post()
        case = self._create_claim(9, order=order)
        offer = self._accepted("return", complaint=case, line_ids=self._goods(9, order))
        pickings = offer.return_picking_ids.sorted("id")
        self.assertEqual(pickings.return_id, first | second)
        self.assertEqual(sum(pickings.move_ids.mapped("product_uom_qty")), 9)
        self.receive(pickings[0])
        self.assertEqual(offer.state, "accepted")
        self.receive(pickings[1])
        self.assertEqual(offer.state, "done")

    def test_several_lines_of_the_same_goods_share_a_return(self):
        goods = [
            Command.create({"order_line_id": self.order.order_line.id, "quantity": n})
            for n in (1, 2)
        ]
        offer = self._accepted("return", line_ids=goods)
        self.assertEqual(offer.return_picking_ids.move_ids.product_uom_qty, 3)

    def test_return_given_up_is_not_waited_for(self):
        offer = self.returned()
        self._step(self.complaint, "withdraw", "Never came", offer=offer)
        self.assertEqual(offer.state, "withdrawn")
        self.assertEqual(offer.return_picking_ids.state, "cancel")
        self.assertFalse(self.complaint.activity_ids)

    def test_cancelled_return_goes_back_to_the_agent(self):
        offer = self.returned()
        offer.return_picking_ids.with_user(self.rita).action_cancel()
        self.assertEqual((offer.state, offer.return_state), ("accepted", "short"))
        offer.action_goods_received()
        self.assertEqual(offer.move_id.amount_total, 230.0)

    def test_archived_journal_does_not_keep_the_goods_out(self):
        offer = self.returned()
        self.invoice.journal_id.active = False
        self.receive(offer.return_picking_ids)
        self.assertEqual(offer.return_picking_ids.state, "done")
        self.assertEqual((offer.state, offer.move_id.id), ("accepted", False))
        self.assertIn("is archived", self.complaint.activity_ids.note)
        self.invoice.journal_id.active = True
        offer.action_goods_received()
        self.assertEqual(offer.state, "done")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_agents_read_the_return_and_forge_nothing(self):
        offer = self.returned()
        picking = offer.return_picking_ids
        self.assertEqual(picking.with_user(self.anna).move_ids.product_uom_qty, 2)
        for user in (self.anna, self.rita):
            with self.assertRaises(AccessError):
                self._forge(self.delivery, user, complaint_compensation_id=offer.id)

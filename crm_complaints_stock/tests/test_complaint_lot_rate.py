# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import ComplaintLotCommon

FIGURES = ["order_count:sum", "complaint_count:sum", "per_thousand:avg"]


@tagged("post_install", "-at_install")
class TestComplaintLotRate(ComplaintLotCommon):
    """LOT-7 went to Alpha, LOT-8 to Gamma, both together to Delta; LOT-7 once more to
    Alpha, to replace torn bags, and LOT-9 to Gamma.

    Orders: LOT-7 two, LOT-8 two, LOT-9 one; together four. Alpha complains twice about
    LOT-7, Delta once about both lots: LOT-7 3 of 2 (1,500 per 1,000), LOT-8 1 of 2
    (500), LOT-9 0 of 1; together 3 of 4 (750).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good_lot = cls._stock_lot("LOT-9")
        cls.delta = cls._create_partner("Delta", "buyer@delta.test")
        cls.both = cls._deliver(cls.delta, cls.lot | cls.other_lot, 3)
        again = cls._deliver(cls.partner, cls.lot)
        again.move_id.sale_line_id.order_id.is_gratis = True
        cls._deliver(cls.stranger, cls.good_lot)
        for lines, partner in (
            (cls.delivered, cls.contact),
            (cls.delivered, cls.contact),
            (cls.both, cls.delta),
        ):
            cls._create_complaint(
                partner_id=partner.id,
                line_ids=[Command.create(cls._claim(line)) for line in lines],
            )
        cls.env.flush_all()

    def reports(self, user=None):
        report = self.env["crm.complaint.lot.report"].with_user(user or self.anna)
        return report, [("product_id", "=", self.product.id)]

    @classmethod
    def _claim(cls, line):
        values = cls.env["crm.complaint.line"]._values_from_delivery_line(line)
        return {**values, "quantity": 1}

    def test_rate_of_each_lot(self):
        report, domain = self.reports()
        rows = report._read_group(domain, ["lot_id"], FIGURES)
        self.assertEqual(
            {lot.name: figures for lot, *figures in rows},
            {"LOT-7": [2, 3, 1500.0], "LOT-8": [2, 1, 500.0], "LOT-9": [1, 0, 0.0]},
        )
        row = report.search([("lot_id", "=", self.lot.id)])
        self.assertEqual((row.order_count, row.per_thousand), (2, 1500.0))
        self.assertEqual(row.delivery_count, 3, "the replacement was delivered too")
        self.assertEqual(row.repeat_count, 1, "Alpha complained again")

    def test_sums_count_an_order_and_a_case_once(self):
        report, domain = self.reports()
        [whole], by_product, by_lot = report.formatted_read_grouping_sets(
            domain, [[], ["product_id"], ["product_id", "lot_id"]], FIGURES
        )
        self.assertEqual([whole[name] for name in FIGURES], [4, 3, 750.0])
        self.assertEqual([by_product[0][name] for name in FIGURES], [4, 3, 750.0])
        self.assertEqual(len(by_lot), 3)

    def test_two_deliveries_of_an_order_are_one_order(self):
        """Delta's order brings LOT-9 in two deliveries: one order more, 0 of 2."""
        order = self._create_order(partner=self.delta, quantity=6)
        for _number in range(2):
            picking = order.picking_ids.filtered(lambda p: p.state != "done")
            picking.move_ids.move_line_ids.unlink()
            picking.move_ids.move_line_ids = [
                Command.create(self._lot_values(picking, self.good_lot, 3))
            ]
            picking.move_ids.picked = True
            picking.with_context(skip_backorder=True).button_validate()
        self.env.flush_all()
        row = self.reports()[0].search([("lot_id", "=", self.good_lot.id)])
        self.assertEqual((row.order_count, row.delivery_count), (2, 3))

    def test_filters_and_groups_of_the_menu(self):
        """Each filter and group of the search view is one that the report knows."""
        action = self.env.ref("crm_complaints_stock.crm_complaint_lot_report_action")
        self.assertEqual(action.view_mode, "list,pivot,graph")
        report, domain = self.reports()
        arch = report.get_view(view_type="search")["arch"]
        for name, lots in (("zero", {"LOT-9"}), ("complained", {"LOT-7", "LOT-8"})):
            wanted = safe_eval(self._filter(arch, name, "domain"))
            found = report.search(domain + wanted)
            self.assertEqual(set(found.lot_id.mapped("name")), lots)
        for name in ("group_product", "group_lot", "group_date"):
            context = safe_eval(self._filter(arch, name, "context"))
            rows = report._read_group(domain, [context["group_by"]], FIGURES)
            self.assertEqual(max(row[2] for row in rows), 3, name)

    def _filter(self, arch, name, attribute):
        [node] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return node.get(attribute)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_rights(self):
        self.assertEqual(self.reports(self.boris)[0].search_count([]), 3)
        with self.assertRaises(AccessError):
            self.reports(self.sally)[0].search([])

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import HttpCase, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
class TestOrderTours(CreditCommon, HttpCase):
    def test_held_order_is_released_and_confirmed(self):
        """The limit is 1,000: an order of 1,500 is 500 too much."""
        self._policy(hold_order="ask")
        self._limit(1000.0, date_from="2026-01-01")
        order = self._order(1500.0, user=self.sally)
        url = f"/odoo/sales/{order.id}"
        self.start_tour(url, "crm_contracts_held_tour", login="sally_c")
        release = (
            self.customer.sudo()
            .env["crm.credit.release"]
            .search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])
        )
        self.assertEqual((order.state, release.state), ("draft", "asked"))
        self.start_tour(
            f"/odoo/credit-releases/{release.id}",
            "crm_contracts_approve_tour",
            login="mona_c",
        )
        self.assertEqual(release.state, "approved")
        self.start_tour(url, "crm_contracts_released_tour", login="sally_c")
        self.assertEqual((order.state, release.state), ("sale", "used"))
        self.assertEqual(release.used_by_id, self.sally)

    def test_order_within_and_beyond_the_tolerance(self):
        """100 at 50.00, give or take 2 %: 50.50 goes, 51.50 does not."""
        contract = self._framework()
        url = f"/odoo/contracts/{contract.id}"
        self.start_tour(url, "crm_contracts_order_tour", login="sally_c")
        order = contract.sudo().order_ids
        line = order.order_line
        self.assertEqual(
            (order.state, line.product_uom_qty, line.price_unit), ("sale", 40.0, 50.5)
        )
        self.assertEqual(contract.line_ids.qty_to_order, 60.0)
        second = contract._create_order()
        self.start_tour(
            f"/odoo/sales/{second.id}",
            "crm_contracts_order_beyond_tour",
            login="sally_c",
        )
        self.assertEqual(second.order_line.price_unit, 50.0)

    def test_retention_is_released(self):
        contract = self._framework()
        guarantee = contract.sudo().instalment_ids[-1]
        self.assertGreater(guarantee.date_due, fields.Date.context_today(guarantee))
        self.start_tour(
            "/odoo/action-crm_contracts.crm_contract_instalment_action_retention",
            "crm_contracts_retention_tour",
            login="mona_c",
        )
        today = fields.Date.context_today(guarantee)
        self.assertEqual((guarantee.date_released, guarantee.date_due), (today, today))
        self.assertEqual(guarantee.state, "due")

    def _framework(self):
        line = self._line(50.0, quantity=100.0)
        line[2]["price_tolerance"] = 2.0
        return self._make_effective(
            signed_on=fields.Date.context_today(self.customer),
            line_ids=[line],
            instalment_ids=[
                self._instalment("Payment", 4600.0, "signing", 30),
                self._instalment("Guarantee", 400.0, "signing", 365, is_retention=True),
            ],
        ).with_user(self.sally)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationFacts(CompensationCommon):
    """What compensations do to the figures, computed by hand."""

    def facts(self):
        self._refresh()
        return {
            name: self.customer[name]
            for name in ("amount_12m", "margin_12m", "margin_net_12m", "order_count")
        }

    def test_margin_counts_each_compensation_once(self):
        """Order 1,000, its goods 10 x 60 = 600.

        A credit note of 230 (200 untaxed) lowers the turnover. A bag sent again costs
        60 and no turnover. A discount of 115 (100 untaxed) on a second order of 1,000
        lowers the turnover of that order; its goods cost 600.
        """
        self.assertEqual(
            self.facts(),
            {
                "amount_12m": 1000,
                "margin_12m": 400,
                "margin_net_12m": 400,
                "order_count": 1,
            },
        )
        self.company.complaint_limit_agent = 5000
        self._accepted("credit_note", 230.0)
        self._accepted("replacement", line_ids=self._goods(1))
        self._accepted("discount", 115.0)
        self._quotation().action_confirm()
        self.assertEqual(
            self.facts(),
            {
                "amount_12m": 1700,
                "margin_12m": 500,
                "margin_net_12m": 440,
                "order_count": 2,
            },
        )
        self.assertEqual(self.customer.compensation_cost_12m, 360.0)
        self.assertEqual(self.order.compensation_cost, 360.0)

    def test_margin_of_the_original_order_is_corrected_by_each_remedy(self):
        """Order 1,000, goods 600. Taken off: 100 by a credit note, 200 by covers of
        another order that came back (turnover 1,000, no cost), 50 by goodwill, 180
        for three bags sent again; once each, and on the order each is about.
        """
        self.company.complaint_limit_agent = 5000
        covers, case = self._claim_covers()
        self.assertEqual(self.facts()["margin_net_12m"], 1400)
        self._accepted("credit_note", 115.0)
        offer = self._accepted(
            "return", complaint=case, line_ids=self._goods(2, covers)
        )
        self.assertEqual(self.facts()["margin_net_12m"], 1300)
        offer.action_goods_received()
        self._accepted("goodwill", 50.0)
        other = self._create_claim(3)
        self._accepted("replacement", complaint=other)
        self.assertEqual(
            self.facts(),
            {
                "amount_12m": 1650,
                "margin_12m": 1050,
                "margin_net_12m": 870,
                "order_count": 2,
            },
        )
        self.assertEqual(self.order.compensation_cost, 330.0)
        self.assertEqual(covers.compensation_cost, 200.0)
        self.assertEqual(self.customer.compensation_cost_12m, 530.0)

    def test_goods_given_again_are_a_cost_of_the_relation(self):
        """A bag sent again costs 60; what was credited lowers the turnover instead."""
        self.company.complaint_limit_agent = 5000
        self._accepted("credit_note", 230.0)
        self._accepted("replacement", line_ids=self._goods(1))
        accounts = self.env["crm.customer"].sudo()
        scope = accounts._fact_scope(self.company, self.customer)
        self.env.flush_all()
        [query] = accounts._relation_cost_sources(scope)
        [[customer_id, day, kind, amount]] = self.env.execute_query(query)
        self.assertEqual(
            (customer_id, kind, float(amount)), (self.customer.id, "compensation", 60.0)
        )
        self.assertTrue(day)

    def test_credit_note_by_hand_lowers_the_margin_once(self):
        """500 by hand, and bags of 575 sent again: five of ten cost 300."""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({"journal_id": self.invoice.journal_id.id}).refund_moves()
        refund = self.invoice.reversal_move_ids
        refund.invoice_line_ids.write({"quantity": 1, "price_unit": 500.0})
        refund.action_post()
        self.company.complaint_limit_agent = 5000
        case = self._create_claim(10)
        self._accepted("replacement", complaint=case, line_ids=self._goods(5))
        facts = self.facts()
        self.assertEqual((facts["amount_12m"], facts["margin_12m"]), (500, -100))
        self.assertEqual(facts["margin_net_12m"], -400)

    def test_cost_leaves_the_window_and_the_cancelled_document(self):
        offer = self._accepted("replacement")
        self._refresh()
        self.assertEqual(self.customer.compensation_cost_12m, 180.0)
        self._refresh(fields.Date.add(fields.Date.today(), days=366))
        self.assertEqual(self.customer.compensation_cost_12m, 0.0)
        offer.delivery_order_id.sudo()._action_cancel()
        self._refresh()
        self.assertEqual(self.customer.compensation_cost_12m, 0.0)
        self.assertEqual(self.customer.margin_net_12m, 400.0)

    def test_goods_free_of_charge_are_no_first_order(self):
        stranger = self._create_partner("Gamma", "g@gamma.test")
        account = self.env["crm.customer"]._ensure_accounts(stranger, self.company)
        order = self._quotation(partner_id=stranger.id, is_gratis=True)
        order.action_confirm()
        self.env["crm.customer"]._refresh_facts(account)
        self.env.invalidate_all()
        self.assertEqual((account.order_count, account.amount_12m), (0, 0.0))
        self.assertFalse(account.date_first_order)

    def test_report_divides_the_cost_to_the_cent(self):
        """100 over bags bought for 345 and two others bought for 200 and 55."""
        products = self.env["product.product"].create(
            [
                {"name": f"P{price}", "taxes_id": False, "list_price": price}
                for price in (100, 55)
            ]
        )
        lines = [
            (self.order, 3),
            (self._create_order(100.0, 2, product=products[0]), 2),
            (self._create_order(55.0, 1, product=products[1]), 1),
        ]
        complaint = self._create_complaint(
            line_ids=[
                Command.create(
                    {"order_line_id": order.order_line.id, "quantity": quantity}
                )
                for order, quantity in lines
            ],
        )
        self._accepted("goodwill", 100.0, complaint=complaint)
        self.env.flush_all()
        rows = self.env["crm.complaint.compensation.report"].search(
            [("complaint_id", "=", complaint.id)]
        )
        costs = {row.product_id: row.cost for row in rows}
        # 57.50, then 90.8333 less 57.50, then the rest
        self.assertEqual(costs[self.product], 57.5)
        self.assertEqual(costs[products[0]], 33.33)
        self.assertEqual(costs[products[1]], 9.17)
        self.assertEqual(sum(rows.mapped("amount_company")), 100.0)

    def test_report_by_cause_team_and_remedy(self):
        cause = self.env["crm.complaint.cause"].create({"name": "Packing"})
        self.complaint.cause_id = cause
        self._accepted("credit_note", 115.0)
        self._accepted("replacement", line_ids=self._goods(1))
        self.env.flush_all()
        report = self.env["crm.complaint.compensation.report"].with_user(self.anna)
        groups = report._read_group(
            [("complaint_id", "=", self.complaint.id)],
            ["cause_id", "team_id", "kind"],
            ["cost:sum"],
        )
        self.assertEqual(
            {kind: (c.id, team.id, cost) for c, team, kind, cost in groups},
            {
                "credit_note": (cause.id, self.team.id, 100.0),
                "replacement": (cause.id, self.team.id, 60.0),
            },
        )
        own = report.with_user(self.boris).search([])
        self.assertNotIn(self.complaint, own.complaint_id)

    def test_cost_and_revenue_of_a_case(self):
        """A paid service of 200 against a credit note of 100."""
        self._accepted("credit_note", 115.0)
        self.assertEqual(self.complaint.case_result, -100.0)
        order = self._quotation(200.0, 1, complaint_id=self.complaint.id)
        self.assertEqual(self.complaint.case_revenue, 0.0)
        order.action_confirm()
        self.assertEqual(
            (
                self.complaint.case_revenue,
                self.complaint.case_cost,
                self.complaint.case_result,
            ),
            (200.0, 100.0, 100.0),
        )
        self.assertEqual(self.complaint.order_count, 1)


@tagged("post_install", "-at_install")
class TestDisputedAmounts(CompensationCommon):
    """What of an invoice is disputed while a case is open."""

    def disputed(self):
        self.invoice.invalidate_recordset()
        return self.invoice.amount_disputed

    def found(self):
        moves = self.env["account.move"].search([("is_disputed", "=", True)])
        return self.invoice in moves

    def test_claimed_amount_is_disputed_while_the_case_is_open(self):
        self.assertEqual((self.disputed(), self.found()), (0.0, False))
        self.complaint.line_ids.amount_claimed = 200.0
        self.assertEqual((self.disputed(), self.found()), (200.0, True))
        self.assertEqual(self.invoice.complaint_count, 1)
        self._solve(self.complaint)
        self.assertEqual((self.disputed(), self.found()), (0.0, False))

    def test_dispute_without_an_amount_is_about_the_goods(self):
        self.complaint.kind = "dispute"
        self.assertEqual(self.disputed(), 345.0)

    def test_the_company_says_what_disputes(self):
        self.complaint.line_ids.amount_claimed = 200.0
        self.company.complaint_disputed_scope = "dispute"
        self.assertEqual((self.disputed(), self.found()), (0.0, False))
        self.complaint.line_ids.amount_claimed = 0.0
        self.company.complaint_disputed_scope = "all"
        self.assertEqual(self.disputed(), 345.0)

    def test_never_more_than_is_open(self):
        self.complaint.line_ids.amount_claimed = 2000.0
        self.assertEqual(self.disputed(), 1150.0)
        self._register_payment(self.invoice)
        self.assertEqual((self.disputed(), self.found()), (0.0, False))

    def test_not_disputed_is_the_rest(self):
        self.complaint.line_ids.amount_claimed = 200.0
        rest = self.env["account.move"].search(
            [("is_disputed", "=", False), ("id", "=", self.invoice.id)]
        )
        self.assertFalse(rest)

    def test_suggestions_dispute_nothing(self):
        self.complaint.line_ids.amount_claimed = 200.0
        self.complaint.kind = "suggestion"
        self.assertEqual(self.disputed(), 0.0)

    def test_form_of_the_invoice_opens_the_cases(self):
        action = self.invoice.action_view_complaints()
        found = self.env["crm.complaint"].search(action["domain"])
        self.assertEqual(found, self.complaint)

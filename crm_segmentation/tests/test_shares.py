# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.crm_concentration_rules import concentration
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestShares(SegmentationCommon):
    """Which trade types and which few customers make how much of the turnover."""

    def _rows(self, model, **values):
        self.env.flush_all()
        self.env.invalidate_all()
        domain = [("company_id", "=", self.company.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env[model].search(domain)

    def _opened(self, row):
        """The ranked customers behind a row of the concentration."""
        action = row.action_view_customers()
        return self.env[action["res_model"]].search(action["domain"])

    def _create_profit(self, name, ordered, goods=0, **values):
        """Customer with a sheet of its value; it leaves `ordered` less `goods`."""
        customer = self._create_customer(name)
        customer.write(values)
        self.env["crm.customer.value"].sudo().create(
            {
                "customer_id": customer.id,
                "company_id": self.company.id,
                "date": self.TODAY,
                "amount_ordered": ordered,
                "amount_goods": goods,
            }
        )
        return customer

    def _create_five_profits(self):
        """Customers who leave 90, 40, 10, 0 and -40; returns the largest."""
        self.company.segmentation_top_count = 2
        largest = self._create_profit("Largest", 100, 10, trade_type_id=self.retail.id)
        for name, ordered, goods in (
            ("Second", 40, 0),
            ("Third", 30, 20),
            ("Even", 50, 50),
            ("Loss", 60, 100),
        ):
            self._create_profit(name, ordered, goods)
        return largest

    def test_composition_by_hand(self):
        """Retail 600 + 150 - 50, trade 300, nobody's type 0: 70 % and 30 % (S-462)."""
        self.retail.target_share = 0.6
        for name, amount in (("A", 600), ("B", 150), ("C", -50)):
            self._create_scored(name, amount, trade_type_id=self.retail.id)
        self._create_scored("D", 300, trade_type_id=self.trade.id)
        self._create_scored("E", 0)
        retail = self._rows("crm.trade.composition", trade_type_id=self.retail.id)
        self.assertEqual((retail.customer_count, retail.buyer_count), (3, 2))
        self.assertEqual(retail.amount, 700)
        self.assertAlmostEqual(retail.share, 0.7)
        self.assertAlmostEqual(retail.share_gap, 0.1)
        trade = self._rows("crm.trade.composition", trade_type_id=self.trade.id)
        self.assertAlmostEqual(trade.share, 0.3)
        self.assertEqual(trade.share_gap, 0, "no policy, no gap")
        self.assertAlmostEqual(
            sum(self._rows("crm.trade.composition").mapped("share")), 1
        )
        opened = retail.action_view_customers()
        found = self.env["crm.customer"].search(opened["domain"])
        self.assertEqual(sum(found.mapped("rfm_amount")), retail.amount)

    def test_without_turnover_nothing_is_composed(self):
        self._create_scored("Silent", 0, trade_type_id=self.retail.id)
        self.assertFalse(self._rows("crm.trade.composition"))
        self.assertFalse(self._rows("crm.concentration"))

    def test_concentration_by_hand(self):
        """60, 20, 10, 5, 5: a fifth of the buyers makes 60 %, two make 80 %."""
        self.company.segmentation_top_count = 3
        largest = self._create_scored("Largest", 60)
        for name, amount in (("B", 20), ("C", 10), ("D", 5), ("E", 5), ("F", -9)):
            self._create_scored(name, amount)
        row = self._rows("crm.concentration", dimension="company")
        self.assertEqual((row.customer_count, row.amount), (5, 100))
        self.assertEqual(row.largest_id, largest)
        shares = (row.largest_share, row.top_share, row.few_share, row.hhi)
        for got, expected in zip(shares, (0.6, 0.9, 0.6, 0.415), strict=True):
            self.assertAlmostEqual(got, expected)
        self.assertEqual(row.most_count, 2)
        self.assertTrue(row.is_dependent, "60 % is more than the limit of 50 %")
        self.company.segmentation_limit_percent = 60
        self.assertFalse(
            self._rows("crm.concentration", dimension="company").is_dependent
        )

    def test_concentration_of_profit_by_hand(self):
        """Profits 90, 40, 10, 0 and a loss of 40 leave 100 (S-483).

        A fifth of five is one: 90 %. The first two make 130 %, the first three 140 %;
        the loss takes 40 %. Of the gains of 140: HHI = (90² + 40² + 10²) / 140².
        """
        largest = self._create_five_profits()
        row = self._rows("crm.concentration", dimension="company", basis="profit")
        self.assertEqual((row.customer_count, row.amount), (5, 100))
        self.assertEqual(row.largest_id, largest)
        self.assertEqual((row.loss_count, row.loss_amount), (1, -40))
        for name, expected in (
            ("largest_share", 0.9),
            ("few_share", 0.9),
            ("top_share", 1.3),
            ("loss_share", -0.4),
            ("hhi", 0.5),
        ):
            self.assertAlmostEqual(row[name], expected, msg=name)
        self.assertEqual(row.most_count, 1, "90 of 100 are more than 80 %")
        self.assertTrue(row.is_dependent)
        self.assertFalse(self._rows("crm.concentration", basis="turnover"))
        group = self._rows(
            "crm.concentration", basis="profit", trade_type_id=self.retail.id
        )
        self.assertEqual((group.amount, self._opened(group).customer_id), (90, largest))
        self.assertAlmostEqual(group.share, 0.9)
        self.assertTrue(group.is_dependent, "90 % of the profit are of one trade type")

    def test_largest_fifth_is_marked_and_the_curve_passes_the_whole(self):
        """90, 130, 140, 140 and with the loss again 100 of 100."""
        largest = self._create_five_profits()
        row = self._rows("crm.concentration", dimension="company", basis="profit")
        ranked = self._opened(row)
        self.assertEqual(
            [(line.place, line.amount, line.is_few, line.is_loss) for line in ranked],
            [
                (1, 90, True, False),
                (2, 40, False, False),
                (3, 10, False, False),
                (4, 0, False, False),
                (5, -40, False, True),
            ],
        )
        for line, expected in zip(ranked, (0.9, 1.3, 1.4, 1.4, 1), strict=True):
            self.assertAlmostEqual(line.cumulative, expected)
        self.assertEqual(ranked.filtered("is_top").mapped("amount"), [90, 40])
        opened = ranked[0].action_view_customer()
        self.assertEqual(opened["res_id"], largest.id)

    def test_sum_of_losses_has_no_shares(self):
        """10 - 30 = -20: nobody holds a part of a loss."""
        self._create_profit("Gain", 10)
        self._create_profit("Loss", 0, 30)
        row = self._rows("crm.concentration", dimension="company", basis="profit")
        self.assertEqual((row.amount, row.loss_amount), (-20, -30))
        for name in ("share", "largest_share", "few_share", "loss_share"):
            self.assertFalse(row[name], name)
        self.assertEqual((row.most_count, row.is_dependent), (0, False))
        self.assertEqual(self._opened(row).mapped("cumulative"), [0, 0])

    def test_profit_of_the_database_equals_the_pure_rules(self):
        dice = random.Random(483)
        types = [False, self.retail.id, self.trade.id]
        amounts = {}
        for number in range(30):
            profit = dice.choice([-500, 0, 100, dice.randint(-9999, 99999)])
            kind = dice.choice(types)
            self._create_profit(f"Random {number}", profit, 0, trade_type_id=kind)
            amounts.setdefault(kind, []).append(profit)
        rules = self.company._concentration_rules()
        rows = self._rows("crm.concentration", dimension="trade_type", basis="profit")
        self.assertEqual(len(rows), len(amounts))
        for row in rows:
            expected = concentration(
                amounts[row.trade_type_id.id], *rules[:3], with_losses=True
            )
            self.assertEqual(
                (row.customer_count, row.amount, row.most_count, row.loss_count),
                (expected.customers, expected.total, expected.many, expected.losses),
            )
            shares = ("largest_share", "top_share", "few_share", "hhi", "loss_share")
            for name in shares:
                wanted = getattr(expected, name) or 0
                self.assertAlmostEqual(row[name], wanted, places=6, msg=name)

    def test_ranking_takes_one_query_however_many_there_are(self):
        self._create_profit("First", 10)
        counts = []
        for _round in range(2):
            self._rows("crm.customer.pareto", basis="profit").mapped("cumulative")
            before = self.env.cr.sql_log_count
            self._rows("crm.customer.pareto", basis="profit").mapped("cumulative")
            counts.append(self.env.cr.sql_log_count - before)
            for number in range(8):
                self._create_profit(f"More {number}", number - 4)
        self.assertEqual(*counts)

    def test_region_that_one_customer_carries_is_marked(self):
        """S-511: 90 of the 100 of Bavaria come from one customer."""
        bavaria = self.env.ref("base.state_de_by")
        saxony = self.env.ref("base.state_de_sn")
        for name, amount, state in (
            ("Big", 90, bavaria),
            ("Small", 10, bavaria),
            ("First", 60, saxony),
            ("Second", 60, saxony),
            ("Third", 60, saxony),
        ):
            customer = self._create_scored(name, amount)
            customer.partner_id.write(
                {"country_id": state.country_id.id, "state_id": state.id}
            )
        south = self._rows("crm.concentration", dimension="region", state_id=bavaria.id)
        self.assertAlmostEqual(south.largest_share, 0.9)
        self.assertAlmostEqual(south.share, 100 / 280)
        self.assertTrue(south.is_dependent)
        self.assertEqual(south.group_name, bavaria.display_name)
        east = self._rows("crm.concentration", dimension="region", state_id=saxony.id)
        self.assertAlmostEqual(east.share, 180 / 280)
        self.assertTrue(east.is_dependent, "the company lives on Saxony: 64 %")
        germany = self._rows("crm.concentration", dimension="country")
        self.assertEqual((germany.share, germany.is_dependent), (1, False))
        found = self._opened(east)
        self.assertEqual(found.customer_id.mapped("rfm_amount"), [60, 60, 60])

    def test_database_equals_the_pure_rules(self):
        dice = random.Random(462)
        types = [False, self.retail.id, self.trade.id]
        customers = self.env["crm.customer"].union(
            *(
                self._create_scored(
                    f"Random {number}",
                    dice.choice([-20, 0, 100, 100, dice.randint(1, 99999)]),
                    trade_type_id=dice.choice(types),
                )
                for number in range(40)
            )
        )
        rules = self.company._concentration_rules()
        groups = customers.grouped("trade_type_id")
        for row in self._rows("crm.concentration", dimension="trade_type"):
            amounts = groups[row.trade_type_id].mapped("rfm_amount")
            expected = concentration(amounts, *rules[:3])
            self.assertEqual(row.customer_count, expected.customers)
            self.assertEqual(row.most_count, expected.many)
            for name in ("largest_share", "top_share", "few_share", "hhi"):
                self.assertAlmostEqual(row[name], getattr(expected, name), places=6)

    def test_analysts_read_the_company_and_salespeople_do_not(self):
        self._create_scored("Buyer", 10)
        sister = self._create_company("Sister")
        partner = self.env["res.partner"].create({"name": "Abroad"})
        foreign = self.env["crm.customer"]._ensure_accounts(partner, sister)
        foreign.sudo().rfm_amount = 500
        self.env.flush_all()
        for model in (
            "crm.trade.composition",
            "crm.concentration",
            "crm.customer.pareto",
        ):
            rows = self.env[model].with_user(self.anna).search([])
            self.assertEqual(rows.company_id, self.company)
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.sally).search([])

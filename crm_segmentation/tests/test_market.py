# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 05:00:00")
class TestMarket(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.env["res.partner"].create({"name": "Rival", "is_company": True})
        cls.coal = cls.env["product.category"].create({"name": "Coal"})
        cls.common = {
            "company_id": cls.company.id,
            "categ_id": cls.coal.id,
            "uom_id": cls.env.ref("uom.product_uom_ton").id,
        }

    def _move(self, user, **values):
        moves = self.env["crm.market.move"].with_user(user)
        return moves.create(
            {"name": "Lower prices", "competitor_id": self.rival.id, **values}
        )

    def _demand(self, demand, stock, **values):
        return (
            self.env["crm.market.demand"]
            .with_user(self.sally)
            .create(
                {
                    **self.common,
                    "industry_id": self.env.ref("base.res_partner_industry_D").id,
                    "date_from": "2026-05-01",
                    "date_to": "2026-05-31",
                    "demand": demand,
                    "stock": stock,
                    **values,
                }
            )
        )

    def test_salesperson_writes_down_a_move_and_others_read_it(self):
        move = self._move(self.sally)
        self.assertEqual((move.user_id, move.effect), (self.sally, "none"))
        move.effect = "slight"
        self.assertEqual(move.with_user(self.sam).name, "Lower prices")
        with self.assertRaises(AccessError):
            self._forge(move, self.sam, name="Mine")
        with self.assertRaises(AccessError):
            self._move(self.sam, user_id=self.sally.id)
        self._forge(move, self.anna, response="Yearly quantities")
        move.with_user(self.anna).unlink()

    def test_market_of_another_company_stays_hidden(self):
        sister = self._create_company("Sister")
        self.env["crm.market.move"].sudo().create(
            {
                "name": "Abroad",
                "competitor_id": self.rival.id,
                "company_id": sister.id,
                "user_id": self.dora.id,
            }
        )
        moves = self.env["crm.market.move"].with_user(self.anna)
        self.assertFalse(moves.search([("name", "=", "Abroad")]))
        clerk = new_test_user(self.env, "clerk_t", groups="base.group_user")
        for model in ("crm.market.move", "crm.market.demand", "crm.market.flow"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(clerk).search([])

    def test_stock_lasts_as_long_as_the_use_says(self):
        """310 in 31 days are 10 a day: 155 last 15 days, without a use no answer."""
        self.assertEqual(self._demand(310, 155).stock_days, 15)
        self.assertEqual(self._demand(0, 155).stock_days, 0)

    def test_stock_is_a_level_and_no_sum(self):
        self._demand(310, 100)
        self._demand(290, 200, date_from="2026-04-01", date_to="2026-04-30")
        [[demand, stock]] = self.env["crm.market.demand"]._read_group(
            [("company_id", "=", self.company.id)], [], ["demand:sum", "stock:avg"]
        )
        self.assertEqual((demand, stock), (600, 150))

    def test_destination_is_a_place(self):
        flows = self.env["crm.market.flow"].with_user(self.sally)
        with self.assertRaisesRegex(ValidationError, "went to"):
            flows.create({**self.common, "quantity": 10})
        region = self.env.ref("base.state_us_5")
        with self.assertRaisesRegex(ValidationError, "is not in"):
            flows.create(
                {
                    **self.common,
                    "quantity": 10,
                    "state_id": region.id,
                    "country_id": self.env.ref("base.de").id,
                }
            )
        flow = flows.create({**self.common, "quantity": 10, "state_id": region.id})
        self.assertFalse(flow.supplier_id, "the whole market")

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import CockpitPoint

from .cockpit_common import CockpitCommon


@tagged("post_install", "-at_install")
class TestCockpit(CockpitCommon):
    def _numbers(self, tile):
        return tile["value"], tile["before"], tile["last_year"]

    def test_five_numbers_in_their_order(self):
        tiles = self._cockpit(self.dora)["tiles"]
        self.assertEqual(len(tiles), 5)
        keys = [tile["key"] for tile in tiles]
        self.assertEqual(keys[:3], ["turnover", "customer_new", "customer_silent"])

    def test_running_month_is_compared_up_to_the_same_day(self):
        """1,050 beside 400 until 15 May and 500 until 15 June of last year."""
        tile = self._tile(self.dora, "turnover", period="month")
        self.assertEqual(self._numbers(tile), (1050, 400, 500))
        self.assertEqual((tile["change"], tile["change_year"]), (1.625, 1.1))

    def test_twelve_months_end_with_the_last_full_one(self):
        tile = self._tile(self.dora, "turnover")
        self.assertEqual(self._numbers(tile), (1500, 0, 0))
        self.assertIsNone(tile["change"])
        self.assertEqual(tile["line"], [500] + [0] * 10 + [1000])

    def test_a_year_is_compared_with_the_year_before_once(self):
        """2026 so far 2,050, and nothing in 2025 until 15 June but 500."""
        tile = self._tile(self.dora, "turnover", period="year")
        self.assertEqual(self._numbers(tile), (2050, 500, 500))
        self.assertEqual((tile["change"], tile["change_year"]), (3.1, None))

    def test_each_sees_own_numbers(self):
        for user, wanted in (
            (self.sally, 1000),
            (self.sam, 50),
            (self.lena, 1000),
            (self.dora, 1050),
            (self.anna, 1050),
        ):
            with self.subTest(user=user.login):
                tile = self._tile(user, "turnover", period="month")
                self.assertEqual(tile["value"], wanted)

    def test_customers_one_only_works_on_are_not_added_up(self):
        self.env["crm.customer.collaborator"].sudo().create(
            {
                "customer_id": self.theirs.id,
                "user_id": self.sally.id,
                "reason": "Knows the plant",
            }
        )
        customers = self.env["crm.customer"].with_user(self.sally)
        found = customers.search([("company_id", "=", self.company.id)])
        self.assertEqual(found, self.mine | self.theirs)
        self.assertEqual(self._cockpit(self.sally)["customers"], 1)
        self.assertEqual(self._cockpit(self.lena)["customers"], 1)
        self.assertEqual(self._cockpit(self.dora)["customers"], 2)

    def test_filter_by_team(self):
        for team, wanted in ((self.north, 1000), (self.south, 50)):
            with self.subTest(team=team.name):
                filters = {"team": team.id, "period": "month"}
                tile = self._tile(self.dora, "turnover", **filters)
                self.assertEqual(tile["value"], wanted)

    def test_leader_chooses_among_led_teams_only(self):
        data = self._cockpit(self.lena, team=self.south.id)
        self.assertEqual([team["name"] for team in data["teams"]], ["North"])
        self.assertFalse(data["filters"]["team"])
        self.assertFalse(self._cockpit(self.sally)["teams"])

    def test_what_may_not_be_chosen_is_the_default(self):
        other = self._create_company("Elsewhere")
        data = self._cockpit(self.dora, company=other.id, period="nonsense")
        self.assertEqual(data["filters"]["company"], self.company.id)
        self.assertEqual(data["filters"]["period"], "months12")

    def test_companies_of_two_currencies_are_not_added_up(self):
        for currency, names in (
            ("EUR", {"All Companies", "Insight Trading", "Second in EUR"}),
            ("USD", {"Insight Trading", "Second in USD"}),
        ):
            with self.subTest(currency=currency):
                second = self._create_company(f"Second in {currency}", currency)
                self.dora.company_ids = [Command.link(second.id)]
                cockpit = self.env["crm.cockpit"].with_user(self.dora)
                ids = (self.company | second).ids
                data = cockpit.with_context(allowed_company_ids=ids).cockpit()
                self.assertEqual({row["name"] for row in data["companies"]}, names)

    def test_state_is_todays_beside_that_of_the_beginning(self):
        self.mine.sudo().rhythm_state = "late"
        self._write_figures(self.TODAY.replace(month=5, day=31))
        (self.mine | self.theirs).sudo().rhythm_state = "late"
        self._write_figures()
        tile = self._tile(self.dora, "customer_silent", period="month")
        self.assertEqual(self._numbers(tile), (2, 1, None))
        self.assertEqual(tile["change"], 1)

    def test_numbers_drill_to_their_records(self):
        self.mine.sudo().rhythm_state = "late"
        for key, wanted in (("customer_silent", 1), ("customer_new", 1)):
            with self.subTest(key=key):
                tile = self._tile(self.dora, key, period="month")
                action = tile["action"]
                model = self.env[action["res_model"]].with_user(self.dora)
                self.assertEqual(model.search_count(action["domain"]), wanted)
                self.assertEqual(tile["value"], wanted)

    def test_numbers_open_in_views_that_show_them(self):
        """The usual ones, with cards for a phone, unless a module names its own."""
        usual = self._tile(self.dora, "customer_silent")["action"]["views"]
        cards = self.env.ref("crm_lifecycle.crm_customer_view_kanban_cards").id
        self.assertEqual(usual, [[False, "list"], [cards, "kanban"], [False, "form"]])
        months = self._tile(self.dora, "turnover")["action"]["views"]
        self.assertEqual(months, [[False, "list"], [False, "pivot"]])
        xml_id = "crm_lifecycle.crm_customer_view_list"
        part = CockpitPoint("Own", "crm.customer", views=(("list", xml_id),))
        views = self.env["crm.cockpit"]._cockpit_action("Own", part)["views"]
        self.assertEqual(views, [[self.env.ref(xml_id).id, "list"], [False, "form"]])

    def test_turnover_drills_to_the_months_of_the_customers(self):
        action = self._tile(self.dora, "turnover", period="month")["action"]
        months = self.env[action["res_model"]].with_user(self.dora)
        found = months.search(action["domain"])
        self.assertEqual(sorted(found.mapped("amount")), [50, 1000])

    def test_class_shares_by_hand(self):
        """90 of 100 in class A; who has no class is shown too."""
        self.mine.sudo().write({"abc_class": "A", "amount_12m": 90})
        self.theirs.sudo().write({"abc_class": False, "amount_12m": 10})
        values = self._values(self._chart(self.dora, "abc"))
        self.assertEqual(values["A"], (90, 0.9, 1))
        self.assertEqual(values["Not Classified"], (10, 0.1, 1))

    def test_regions_beyond_ten_stand_together(self):
        country = self.env.ref("base.us")
        states = self.env["res.country.state"].search(
            [("country_id", "=", country.id)], limit=12
        )
        for number, state in enumerate(states, start=1):
            customer = self._create_customer(f"In {state.code}", state_id=state.id)
            customer.sudo().amount_12m = number
        (self.mine | self.theirs).sudo().amount_12m = 100
        values = self._values(self._chart(self.dora, "region"))
        self.assertEqual(len(values), 12)
        self.assertEqual(values["Other Regions"][::2], (1 + 2, 2))
        self.assertEqual(values["Without Region"][::2], (200, 2))

    def test_stages_show_share_and_time(self):
        potential = self.env.ref("crm_lifecycle.crm_lifecycle_stage_potential")
        figures = {"stage_entered": 4, "stage_moved": 1, "stage_days": 30}
        self.env["crm.cockpit.figure"].sudo().create(
            [
                {
                    "company_id": self.company.id,
                    "user_id": self.sally.id,
                    "team_id": self.north.id,
                    "month": "2026-05-01",
                    "measure": measure,
                    "stage_id": potential.id,
                    "amount": amount,
                }
                for measure, amount in figures.items()
            ]
        )
        chart = self._chart(self.dora, "funnel", period="last_month")
        self.assertEqual(self._values(chart)[potential.name][1:], (4, 1, 0.25, 30))
        details = {point["label"]: point["detail"] for point in chart["points"]}
        self.assertEqual(details[potential.name], "25 % moved on in 30 days")
        lost = self.env.ref("crm_lifecycle.crm_lifecycle_stage_lost")
        self.assertEqual(details[lost.name], "")

    def test_forecast_needs_a_year_and_shows_the_target(self):
        """100 a month in 2024, so as much is expected of the months of 2025."""
        chart = self._chart(self.dora, "forecast", period="month")
        self.assertEqual([s["label"] for s in chart["series"]], ["Sold"])
        for month in range(1, 13):
            day = self.TODAY.replace(year=2024, month=month)
            self._create_order(self.mine, 100, day)
        self.company.segmentation_annual_target = 2400
        self._write_figures()
        chart = self._chart(self.dora, "forecast", period="last_year")
        labels = [series["label"] for series in chart["series"]]
        self.assertEqual(labels, ["Sold", "Expected", "Target"])
        self.assertEqual(chart["series"][1]["values"], (100.0,) * 12)
        self.assertEqual(chart["series"][2]["values"], (200.0,) * 12)
        filters = {"period": "last_year", "team": self.north.id}
        for user in (self.dora, self.sally):
            chart = self._chart(user, "forecast", **filters)
            self.assertEqual(len(chart["series"]), 2)

    def test_queries_do_not_grow_with_customers_and_months(self):
        def queries():
            before = self.env.cr.sql_log_count
            self._cockpit(self.dora)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(20):
            customer = self._create_customer(f"More {number}")
            day = self.TODAY.replace(year=2025, month=number % 12 + 1)
            self._create_order(customer, 100, day)
        self._refresh()
        self._write_figures()
        queries()
        self.assertLessEqual(queries(), few, "both with warm caches")

    def test_nothing_without_customers(self):
        stranger = new_test_user(
            self.env,
            login="stranger_t",
            groups="base.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        for call in (
            lambda cockpit: cockpit.cockpit(),
            lambda cockpit: cockpit.set_home(True),
        ):
            with self.assertRaises(AccessError):
                call(self.env["crm.cockpit"].with_user(stranger))

    def test_reader_makes_it_the_own_first_screen(self):
        cockpit = self.env["crm.cockpit"].with_user(self.lena)
        action = self.env.ref("crm_segmentation.crm_segmentation_action_cockpit")
        self.assertTrue(cockpit.set_home(True))
        self.assertEqual(self.lena.action_id.id, action.id)
        self.assertTrue(self._cockpit(self.lena)["is_home"])
        self.assertFalse(cockpit.set_home(False))
        self.assertFalse(self.lena.action_id)

    def test_first_screen_of_directors_is_set_by_administrators_only(self):
        """Who chose a screen keeps it; salespeople keep theirs."""
        other = self.env.ref("crm_lifecycle.crm_customer_action")
        chooser = self._create_user(
            "chooser_t", "crm_lifecycle.crm_lifecycle_group_director"
        )
        chooser.action_id = other.id
        with self.assertRaises(AccessError):
            self.env["crm.cockpit"].with_user(self.dora)._set_home_of_directors()
        admin = self._create_user("admin_t", "base.group_system")
        self.env["crm.cockpit"].with_user(admin)._set_home_of_directors()
        action = self.env.ref("crm_segmentation.crm_segmentation_action_cockpit")
        self.assertEqual(self.dora.action_id.id, action.id)
        self.assertEqual(chooser.action_id.id, other.id)
        self.assertFalse(self.sally.action_id)

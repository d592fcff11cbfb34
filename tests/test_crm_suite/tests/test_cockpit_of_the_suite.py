# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo.tests import tagged
from odoo.tools import json_default

from .common import SuiteCommon


@tagged("post_install", "-at_install")
class TestCockpitOfTheSuite(SuiteCommon):
    """The first screen with everything installed; no module knows of another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.customer.sudo().write(
            {"receivable_overdue_amount": 250, "complaint_open_count": 2}
        )
        cls.env["crm.cockpit.figure"]._refresh(cls.company)

    def _cockpit(self, user, **filters):
        self.env.flush_all()
        return self.env["crm.cockpit"].with_user(user).cockpit(filters)

    def test_numbers_and_pictures_of_all_modules(self):
        data = self._cockpit(self.dora)
        self.assertEqual(
            {tile["key"]: tile["value"] for tile in data["tiles"]},
            {
                "turnover": 0,
                "customer_new": 0,
                "customer_silent": 0,
                "receivable_overdue_amount": 250,
                "complaint_open_count": 2,
            },
        )
        self.assertEqual(
            [chart["key"] for chart in data["charts"]],
            [
                "forecast",
                "funnel",
                "collections",
                "complaints",
                "tier",
                "abc",
                "region",
            ],
        )

    def test_each_picture_has_one_value_for_each_point(self):
        for chart in self._cockpit(self.dora)["charts"]:
            for series in chart["series"]:
                with self.subTest(chart=chart["key"], series=series["label"]):
                    self.assertEqual(len(series["values"]), len(chart["points"]))

    def test_everything_opens_records_the_reader_may_read(self):
        """As the web client sends the domains back: through JSON."""
        for user in (self.dora, self.lena, self.sally):
            data = json.loads(json.dumps(self._cockpit(user), default=json_default))
            actions = [tile["action"] for tile in data["tiles"]]
            for chart in data["charts"]:
                actions += [point["action"] for point in chart["points"]]
            for action in filter(None, actions):
                with self.subTest(user=user.login, action=action["name"]):
                    model = self.env[action["res_model"]].with_user(user)
                    model.search(action["domain"], limit=1)
                    model.get_views(action["views"])
            overdue = data["tiles"][3]["action"]
            found = self.env["crm.customer"].with_user(user).search(overdue["domain"])
            self.assertEqual(found, self.customer)

    def test_states_of_all_modules_are_kept(self):
        kept = self.env["crm.cockpit.figure"]._by_measure(
            [("company_id", "=", self.company.id), ("is_state", "=", True)]
        )
        for measure, wanted in (
            ("receivable_overdue_amount", 250),
            ("complaint_open_count", 2),
        ):
            with self.subTest(measure=measure):
                [amount] = kept[measure].values()
                self.assertEqual(amount.total, wanted)

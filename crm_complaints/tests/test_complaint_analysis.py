# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .common import ComplaintsCommon, at

ANSWER = ["hours_acknowledge:avg", "kept_acknowledge:avg", "hours_response:avg"]
SOLUTION = ["kept_response:avg", "hours_solution:avg", "kept_solution:avg"]


@tagged("post_install", "-at_install")
class TestComplaintAnalysis(ComplaintsCommon):
    """Three cases of Monday, 2 March 2026, 8:00 in Shanghai, without a mail address,
    so that the answer acknowledges them too. Promised are 1 h, 2 h and 8 h.

    ===== ======= ====== ======= =========== ============= ======
    case  team    tier   product answered    solved        rated
    ===== ======= ====== ======= =========== ============= ======
    one   Service Gold   Cement  0.5 h       3 h           5
    two   Service none   Sand    3 h         10 h, Tuesday 3
    three Phone   Gold   Sand    0.5 h       open          no
    ===== ======= ====== ======= =========== ============= ======
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sand = cls.env["product.product"].create({"name": "Sand"})
        cls.gold = cls.env["crm.vip.tier"].create({"name": "Gold", "answer_factor": 1})
        cls.beta = cls._create_partner("Beta", "beta@beta.test")
        cls.customer.sudo().vip_tier_id = cls.gold
        cls.phone = cls.env["crm.complaint.team"].create(
            {
                "name": "Phone",
                "company_id": cls.company.id,
                "member_ids": [Command.set(cls.anna.ids)],
                "resource_calendar_id": cls.calendar.id,
            }
        )
        with freeze_time(at(0, 0)):
            cls.one = cls._receive(cls.product)
            cls.two = cls._receive(cls.sand, partner_id=cls.beta.child_ids.id)
            cls.three = cls._receive(cls.sand, team_id=cls.phone.id)
        with freeze_time(at(0, 0, 30)):
            cls._answer(cls.one)
            cls._answer(cls.three)
        with freeze_time(at(0, 3)):
            cls._answer(cls.two)
            cls._solve(cls.one)
        with freeze_time(at(1, 2)):
            cls._solve(cls.two)
        cls.one.sudo()._rate(5)
        cls.two.sudo()._rate(3)
        cls.env.flush_all()

    @classmethod
    def _receive(cls, product, **values):
        return cls._create_complaint(
            user=cls.mona,
            channel="social",
            email_from=False,
            line_ids=[Command.create({"product_id": product.id})],
            **{"team_id": cls.team.id, **values},
        )

    def grouped(self, name, measures, cases=None):
        """{value: figures} of the cases, as an agent sees them."""
        self.env.flush_all()
        cases = cases or self.one | self.two | self.three
        rows = (
            self.env["crm.complaint.report"]
            .with_user(self.anna)
            ._read_group([("complaint_id", "in", cases.ids)], [name], measures)
        )
        return {value: figures for value, *figures in rows}

    def test_hours_and_promises_by_team(self):
        self.assertEqual(
            self.grouped("team_id", ANSWER),
            {self.team: [1.75, 50, 1.75], self.phone: [0.5, 100, 0.5]},
        )
        self.assertEqual(
            self.grouped("team_id", SOLUTION),
            {self.team: [50, 6.5, 50], self.phone: [100, False, False]},
        )

    def test_hours_and_promises_by_tier(self):
        none = self.env["crm.vip.tier"]
        self.assertEqual(
            self.grouped("vip_tier_id", ANSWER),
            {self.gold: [0.5, 100, 0.5], none: [3, 0, 3]},
        )
        self.assertEqual(
            self.grouped("vip_tier_id", SOLUTION),
            {self.gold: [100, 3, 100], none: [0, 10, 0]},
        )

    def test_hours_and_promises_by_product(self):
        self.assertEqual(
            self.grouped("product_id", ANSWER),
            {self.product: [0.5, 100, 0.5], self.sand: [1.75, 50, 1.75]},
        )
        self.assertEqual(
            self.grouped("product_id", SOLUTION),
            {self.product: [100, 3, 100], self.sand: [50, 10, 0]},
        )

    def test_average_rating(self):
        self.assertEqual(
            self.grouped("team_id", ["rating:avg"]),
            {self.team: [4.0], self.phone: [False]},
        )
        self.assertEqual(
            self.grouped("company_id", ["rating:avg"]), {self.company: [4.0]}
        )

    def test_repeat_rate(self):
        """Alpha complains about Cement again: one of two there, one of four in all;
        praise is neither a complaint nor a repeat."""
        with freeze_time(at(3, 0)):
            again = self._receive(self.product)
            praise = self._receive(self.sand, kind="praise")
        cases = self.one | self.two | self.three | again | praise
        rate = ["repeat_percent:avg"]
        self.assertEqual(
            self.grouped("product_id", rate, cases),
            {self.product: [50], self.sand: [0]},
        )
        self.assertEqual(self.grouped("company_id", rate, cases), {self.company: [25]})

    def test_ageing(self):
        """Days from receipt to the solution; a full day belongs to the lower group."""
        groups = {1: "01", 2: "03", 3: "03", 7: "07", 8: "14", 30: "30", 31: "more"}
        cases = {}
        for days in groups:
            with freeze_time(at(0, 0)):
                cases[days] = self._receive(self.sand)
            with freeze_time(at(days, 0)):
                self._solve(cases[days])
        everything = self.env["crm.complaint"].union(*cases.values())
        self.assertEqual(
            self.grouped("age_group", ["__count"], everything),
            {"01": [1], "03": [2], "07": [1], "14": [1], "30": [1], "more": [1]},
        )
        self.assertEqual(
            self.grouped("team_id", ["age_days:avg"], everything),
            {self.team: [82 / 7]},
        )

    def test_ageing_of_what_is_open(self):
        """Since the receipt, until now."""
        now = fields.Datetime.now()
        cases = self.env["crm.complaint"]
        for days in (0.5, 5, 20):
            with freeze_time(now - timedelta(days=days)):
                cases |= self._receive(self.sand)
        self.assertEqual(
            self.grouped("age_group", ["__count"], cases),
            {"01": [1], "07": [1], "30": [1]},
        )

    def test_every_figure_has_a_menu(self):
        shown = set(self.env["ir.ui.menu"].with_user(self.anna)._visible_menu_ids())
        for name in (
            "analysis",
            "report_times",
            "report_age",
            "report_cause",
            "product_report",
            "cost_report",
            "compensation_report",
        ):
            menu = self.env.ref(f"crm_complaints.crm_complaint_{name}_menu")
            self.assertIn(menu.id, shown, name)
            self.assertIn("pivot", menu.action.view_mode, name)
            self.assertIn("graph", menu.action.view_mode, name)

    def test_every_group_is_a_filter(self):
        report = self.env["crm.complaint.report"].with_user(self.anna)
        arch = etree.fromstring(report.get_view(view_type="search")["arch"])
        groups = {
            safe_eval(node.get("context"))["group_by"]
            for node in arch.xpath("//filter[starts-with(@name, 'group_')]")
        }
        self.assertLessEqual(
            {"team_id", "user_id", "vip_tier_id", "product_id", "cause_id", "severity"}
            | {"kind", "category_id", "age_group", "channel", "date_opened:month"},
            groups,
        )
        for name in groups:
            self.assertEqual(
                sum(count for [count] in self.grouped(name, ["__count"]).values()), 3
            )
        pivot = etree.fromstring(report.get_view(view_type="pivot")["arch"])
        measures = pivot.xpath("//field[@type='measure']/@name")
        wanted = {spec.partition(":")[0] for spec in [*ANSWER, *SOLUTION]}
        self.assertLessEqual(wanted | {"rating", "repeat_percent"}, set(measures))

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at

MEASURES = ["order_count:sum", "complaint_count:sum", "repeat_count:sum"]
RATE = "per_thousand:avg"


@tagged("post_install", "-at_install")
class TestComplaintRate(ComplaintsCommon):
    """March 2026: Cement in 4 orders, Sand in one of them, Lime in one of its own.

    One case is about Cement and Sand, one (a repeat) about Cement on two lines: Cement
    2 cases of 4 orders (500 per 1,000), Sand 1 of 1 (1,000), Lime 0 of 1; over all of
    them 2 cases of 5 orders: 400.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sand, cls.lime = cls.env["product.product"].create(
            [{"name": "Sand"}, {"name": "Lime"}]
        )
        with freeze_time(at(0, 3)):
            for _number in range(3):
                cls.order = cls._create_order()
            cls.both = cls._create_order()
            cls.both.order_line = [Command.create({"product_id": cls.sand.id})]
            cls._create_order(product=cls.lime)
        with freeze_time(at(1, 3)):
            cls.first = cls._complain(cls.both.order_line)
        with freeze_time(at(2, 3)):
            cls.second = cls._complain(cls.order.order_line, cls.order.order_line)
        cls.env.flush_all()

    @classmethod
    def _complain(cls, *order_lines):
        return cls._create_complaint(
            line_ids=[
                Command.create({"order_line_id": line.id, "quantity": 1})
                for lines in order_lines
                for line in lines
            ]
        )

    def reports(self, user=None):
        report = self.env["crm.complaint.product.report"].with_user(user or self.anna)
        wanted = (self.product | self.sand | self.lime).ids
        return report, [("product_id", "in", wanted)]

    def test_each_product_counts_a_case_once(self):
        report, domain = self.reports()
        rows = report._read_group(domain, ["product_id"], [*MEASURES, RATE])
        self.assertEqual(
            {product: figures for product, *figures in rows},
            {
                self.product: [4, 2, 1, 500.0],
                self.sand: [1, 1, 0, 1000.0],
                self.lime: [1, 0, 0, 0.0],
            },
        )
        self.assertRecordValues(
            report.search(domain, order="product_id"),  # by name
            [
                {"complaint_count": 2, "per_thousand": 500, "is_zero": False},
                {"complaint_count": 0, "per_thousand": 0, "is_zero": True},
                {"complaint_count": 1, "per_thousand": 1000, "is_zero": False},
            ],
        )

    def test_sums_claim_no_more_cases_than_there_are(self):
        """As the pivot asks for them: all, and each product."""
        report, domain = self.reports()
        [whole], parts = report.formatted_read_grouping_sets(
            domain, [[], ["product_id"]], [*MEASURES, RATE]
        )
        self.assertEqual([whole[name] for name in MEASURES], [5, 2, 1])
        self.assertEqual(whole[RATE], 400)
        self.assertEqual(len(parts), 3)

    def test_sums_over_months(self):
        """A repeat in April and two orders: of Cement 3 cases of 6 orders."""
        with freeze_time(at(35, 3)):
            self._create_order()
            self._complain(self._create_order().order_line)
        self.env.flush_all()
        report, domain = self.reports()
        rows = report._read_group(domain, ["product_id"], [*MEASURES, RATE])
        figures = {product: row for product, *row in rows}
        self.assertEqual(figures[self.product][:2], [6, 3])
        self.assertEqual(figures[self.product][3], 500.0)

    def test_promises_kept_by_product(self):
        """The case about both is solved in time; of the one about Cement alone the
        solution is late. A third about Cement is open: its promise did not end."""
        self._solve_at(self.first, at(1, 4))
        self._solve_at(self.second, at(40, 4))
        with freeze_time(at(41, 3)):
            self._complain(self.order.order_line)
        self.env.flush_all()
        report, domain = self.reports()
        kept = "kept_solution:avg"
        rows = report._read_group(domain, ["product_id"], [kept])
        self.assertEqual(
            dict(rows), {self.product: 50.0, self.sand: 100.0, self.lime: False}
        )
        self.assertEqual(report._read_group(domain, [], [kept]), [(50.0,)])
        [march] = report.search([("product_id", "=", self.sand.id)])
        self.assertEqual((march.kept_solution, march.is_solution_ended), (100, True))
        lime = report.search([("product_id", "=", self.lime.id)])
        self.assertFalse(lime.is_solution_ended, "nobody complained about Lime")

    def test_answers_in_time_by_product(self):
        """Two hours are promised. The case about both is answered after one, the one
        about Cement alone after days; a third about Cement waits for its answer."""
        for case, moment in ((self.first, at(1, 4)), (self.second, at(8, 3))):
            with freeze_time(moment):
                self._answer(case)
        with freeze_time(at(9, 3)):
            self._complain(self.order.order_line)
        self.env.flush_all()
        report, domain = self.reports()
        kept = "kept_response:avg"
        rows = report._read_group(domain, ["product_id"], [kept])
        self.assertEqual(
            dict(rows), {self.product: 50.0, self.sand: 100.0, self.lime: False}
        )
        self.assertEqual(report._read_group(domain, [], [kept]), [(50.0,)])
        march = {row.product_id: row for row in report.search(domain)}
        self.assertEqual(march[self.product].kept_response, 50)
        self.assertTrue(march[self.sand].is_response_ended)
        self.assertFalse(march[self.lime].is_response_ended)
        self.assertFalse(march[self.sand].is_solution_ended, "only the answer ended")

    def _solve_at(self, complaint, moment):
        with freeze_time(moment):
            work = complaint.with_user(self.anna)
            work.solution = "Another lorry was sent."
            work.action_solve()

    def test_months_are_the_companys(self):
        """31 March, 17:00 UTC is April in Shanghai, for the order and the case."""
        self.company.resource_calendar_id = self.calendar
        with freeze_time(at(29, 17)):
            self._complain(self._create_order(product=self.lime).order_line)
        self.env.flush_all()
        report = self.reports()[0]
        rows = report.search([("product_id", "=", self.lime.id)], order="date")
        self.assertEqual(
            [(row.date.month, row.order_count, row.complaint_count) for row in rows],
            [(3, 1, 0), (4, 1, 1)],
        )

    def test_cancelled_cases_and_questions_do_not_count(self):
        self._step(self.second, "cancel", "Filed by mistake")
        self.first.with_user(self.anna).kind = "enquiry"
        self.env.flush_all()
        report, domain = self.reports()
        [(cases, rate)] = report._read_group(domain, [], ["complaint_count:sum", RATE])
        self.assertEqual((cases, rate), (0, 0))

    def test_analysis_counts_a_case_for_one_product(self):
        """The case about both counts for Cement alone; one whose first line names no
        product counts for the next line's."""
        with freeze_time(at(3, 3)):
            vague = self._create_complaint(
                line_ids=[
                    Command.create({"defect": "Wet pallet", "sequence": 1}),
                    Command.create({"product_id": self.lime.id, "sequence": 2}),
                ]
            )
        self.env.flush_all()
        cases = self.first | self.second | vague
        report = self.env["crm.complaint.report"].with_user(self.anna)
        rows = report._read_group(
            [("complaint_id", "in", cases.ids)], ["product_id"], ["__count"]
        )
        self.assertEqual(dict(rows), {self.product: 2, self.lime: 1})

    def test_case_belongs_to_one_outbreak(self):
        """Two of two cases about Cement alarm, and one of them names Sand with one
        more: both alarms count it, one outbreak has it."""
        self.env["res.company"].search([]).complaint_radar_minimum = 0
        self.company.complaint_radar_minimum = 2
        with freeze_time(at(3, 3)):
            third = self._complain(self.both.order_line - self.both.order_line[0])
        outbreaks = self.env["crm.complaint.outbreak"]._watch(
            self.company, at(10, 0).date()
        )
        alarms = {outbreak.product_id: outbreak for outbreak in outbreaks}
        self.assertEqual(alarms[self.product].cases_at_alarm, 2)
        self.assertEqual(alarms[self.sand].cases_at_alarm, 2)
        cases = self.first | self.second | third
        self.assertEqual(sum(outbreaks.mapped("case_count")), len(cases))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_rights(self):
        report, domain = self.reports(self.boris)
        self.assertEqual(report.search_count(domain), 3, "numbers of the company")
        with self.assertRaises(AccessError):
            self.reports(self.sally)[0].search(domain)
        other = self.env["res.company"].create({"name": "Other"})
        self.boris.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self.assertFalse(self.reports(self.boris)[0].search(domain))

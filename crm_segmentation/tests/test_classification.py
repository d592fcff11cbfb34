# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext, mute_logger

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestClassification(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north.member_ids |= cls.anna
        cls.runs = cls.env["crm.class.run"].with_user(cls.anna)
        facts = {"relation_months": 40}
        cls.large = cls._create_scored("Large", amount_3y=7000, **facts)
        cls.middle = cls._create_scored("Middle", amount_3y=2000, **facts)
        cls.small = cls._create_scored("Small", amount_3y=1000, **facts)
        cls.young = cls._create_scored("Young", amount_3y=9, relation_months=2)
        cls._rank()

    def _draw_up(self, kind="year", day="2026-06-15"):
        run = self.runs.create({"kind": kind, "date": day})
        run.action_fill()
        return run

    def _classes(self, run):
        return {line.customer_id: line.class_final for line in run.line_ids}

    def _approve(self, run):
        for user in (self.lena, self.dora, self.archie):
            run.approval_id.with_user(user).action_approve()
        self.env.invalidate_all()

    def test_classes_by_sales_of_three_years(self):
        """Of 10,009: before Large 0, Middle 7,000 (69.9 %), Small 9,000 (89.9 %)."""
        self.assertEqual(
            (self.large | self.middle | self.small).mapped("sales_class"),
            ["A", "A", "B"],
        )
        classes = self._classes(self._draw_up())
        self.assertEqual(classes[self.large], "A")
        self.assertEqual(classes[self.small], "B")
        self.assertEqual(classes[self.young], "C")

    def test_form_counts_the_classes(self):
        run = self._draw_up()
        counts = (run.a_count, run.b_count, run.c_count, run.d_count)
        self.assertEqual(counts, (2, 1, 1, 0))
        self.assertEqual((run.line_count, run.change_count), (4, 4))

    def test_printed_form_has_totals_reasons_and_who_approved(self):
        run = self._draw_up()
        line = run.line_ids.filtered(lambda line: line.customer_id == self.young)
        line.write({"class_final": "B", "reason": "Will grow"})
        totals = [
            (row["name"], row["count"], row["amount"]) for row in run._class_totals()
        ]
        self.assertEqual(
            totals, [("A", 2, 9000), ("B", 2, 1009), ("C", 0, 0), ("D", 0, 0)]
        )
        run.action_submit()
        self._approve(run)
        reports = self.env["ir.actions.report"].with_user(self.anna)
        page, _kind = reports._render_qweb_html(
            "crm_segmentation.crm_class_run_document", run.ids
        )
        words = html2plaintext(page.decode())
        for expected in ("Large", "Will grow", "7,000.00", self.dora.name, "9,000.00"):
            self.assertIn(expected, words)
        customers = run._printed_lines().customer_id
        self.assertEqual(
            customers.ids, (self.large | self.middle | self.small | self.young).ids
        )

    def test_long_form_prints_changes_and_the_largest_others(self):
        """Two lines: Young changes from A, Large is the largest of the rest."""
        first = self._draw_up("year", "2026-01-05")
        first.action_submit()
        self._approve(first)
        self.young.sudo().customer_class = "A"
        run = self._draw_up("month")
        printed = run._printed_lines(limit=2).customer_id
        self.assertEqual(printed, self.large | self.young)

    def test_credit_problem_is_d_before_everything_else(self):
        rule = self.env.ref("crm_segmentation.crm_class_rule_blocked")
        rule.rule_domain = str([("id", "=", self.large.id)])
        line = self._draw_up().line_ids.filtered(
            lambda line: line.customer_id == self.large
        )
        self.assertEqual((line.class_final, line.rule_id), ("D", rule))

    def test_yearly_run_sets_classes_when_all_three_said_yes(self):
        run = self._draw_up()
        run.action_submit()
        run.approval_id.with_user(self.lena).action_approve()
        run.approval_id.with_user(self.dora).action_approve()
        self.assertFalse(self.large.customer_class)
        run.approval_id.with_user(self.archie).action_approve()
        self.env.invalidate_all()
        self.assertEqual((run.state, self.large.customer_class), ("approved", "A"))
        self.assertEqual(self.large.date_customer_class, date(2026, 6, 15))
        self.assertTrue(run.date_filed)
        self.assertEqual(set(run.line_ids.mapped("state")), {"approved"})

    def test_monthly_proposal_changes_no_class(self):
        run = self._draw_up("month")
        run.action_submit()
        self._approve(run)
        self.assertEqual(run.state, "approved")
        self.assertFalse(self.large.customer_class)

    def test_refused_run_is_a_draft_again(self):
        run = self._draw_up()
        run.action_submit()
        run.approval_id.with_user(self.lena).action_refuse("Small is C")
        self.env.invalidate_all()
        self.assertEqual(run.state, "draft")
        self.assertEqual(set(run.line_ids.mapped("state")), {"draft"})

    def test_other_class_needs_a_reason_and_holds_after_submission(self):
        run = self._draw_up()
        line = run.line_ids.filtered(lambda line: line.customer_id == self.small)
        line.write({"class_final": "C", "reason": "Late with every payment"})
        run.action_submit()
        with self.assertRaisesRegex(UserError, "submitted"):
            line.write({"class_final": "B"})
        self._approve(run)
        self.assertEqual(self.small.customer_class, "C")

    def test_one_yearly_run_in_a_year(self):
        self._draw_up()
        with self.assertRaisesRegex(UserError, "2026"):
            self._draw_up(day="2026-12-31")
        self._draw_up(day="2027-01-01")
        self._draw_up("month")
        self._draw_up("month")

    @mute_logger("odoo.sql_db")
    def test_two_at_once_leave_one_yearly_run(self):
        """The other one does not see the first row yet and inserts a second one."""
        run = self._draw_up()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO crm_class_run (company_id, kind, date, user_id, state)"
                " VALUES (%s, 'year', '2026-12-31', %s, 'draft')",
                [run.company_id.id, run.user_id.id],
            )

    def test_monthly_job_draws_up_for_the_owner_once(self):
        self.company.segmentation_class_owner_id = self.anna
        runs = self.env["crm.class.run"].sudo()
        run = runs._draw_up(self.company, date(2026, 4, 1))
        self.assertEqual((run.kind, run.user_id), ("quarter", self.anna))
        self.assertEqual(run.line_count, 4)
        self.assertEqual(run.activity_ids.user_id, self.anna)
        self.assertEqual(runs._draw_up(self.company, date(2026, 4, 2)), run)
        self.assertEqual(runs._draw_up(self.company, date(2026, 1, 1)).kind, "year")

    def test_job_passes_companies_without_owner(self):
        self.env["crm.class.run"]._cron_draw_up()
        mine = [("company_id", "=", self.company.id)]
        self.assertFalse(self.env["crm.class.run"].search(mine))

    def test_salesperson_draws_up_nothing_and_types_no_class(self):
        with self.assertRaises(AccessError):
            self.runs.with_user(self.sally).create({"kind": "month"})
        with self.assertRaises(AccessError):
            self._forge(self.large, self.sally, customer_class="A")
        run = self._draw_up()
        lines = run.line_ids.with_user(self.sally)
        with self.assertRaises(AccessError):
            lines[:1].write({"class_final": "A"})
        with self.assertRaises(AccessError):
            self._forge(run.line_ids[:1], self.anna, class_proposed="A")

    def test_submitted_run_is_kept(self):
        run = self._draw_up()
        run.action_submit()
        with self.assertRaisesRegex(UserError, "kept"):
            run.unlink()
        run.action_withdraw()
        self.assertEqual(run.state, "draft")
        run.unlink()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_lifecycle.tests.common import moment

from .report_common import ReportCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30 05:00:00")
class TestActionReport(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works_visit = cls._visit(cls.works, "2026-06-03", "visit", 2)
        cls._visit(cls.works, "2026-06-04", "phone", 0.5)
        cls._visit(cls.works, "2026-06-29", "visit", 2, state="planned")
        for day in ("08", "09", "10"):
            cls._visit(cls.works, f"2026-05-{day}", "phone", 0.5)
        cls._visit(cls.shops, "2026-06-05", "invitation", 1)

    @classmethod
    def _visit(cls, customer, day, mode, hours, state="done"):
        visit = cls.env["crm.customer.visit"].create(
            {
                "customer_id": customer.id,
                "user_id": customer.user_id.id,
                "mode": mode,
                "duration": hours,
                "date_start": moment(f"{day} 08:00:00"),
            }
        )
        visit.sudo().write({"state": state, "outcome": "Met", "result": "kept"})
        return visit

    def _write_message(self, record, **values):
        return self.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "body": "Text",
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "author_id": self.sally.partner_id.id,
                "date": moment("2026-06-08 08:00:00"),
                **values,
            }
        )

    def _meet(self, day, **values):
        return self.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": moment(f"{day} 08:00:00"),
                "stop": moment(f"{day} 11:00:00"),
                "user_id": self.sally.id,
                "partner_ids": [Command.set(self.works.partner_id.ids)],
                **values,
            }
        )

    def _kinds(self, user=None):
        self.env.flush_all()
        rows = self.env["crm.customer.action.report"].with_user(user or self.anna)
        found = rows.search([("day", ">=", "2026-06-01")], order="day, id")
        return [(row.customer_id, row.action_kind, row.hours) for row in found]

    def test_actions_by_hand(self):
        """June: a visit and a call by Sally, a visit by Sam; in May three calls."""
        run = self._run(report="actions", group2=False)
        lines = {
            line.user_id: (line.action_count, line.visit_count, line.call_count)
            for line in run.line_ids
        }
        self.assertEqual(lines, {self.sally: (2, 1, 1), self.sam: (1, 1, 0)})
        first = run.line_ids[0]
        self.assertEqual((first.hours, first.action_count_prev), (2.5, 3))
        self.assertEqual((first.growth_prev, run.action_count), (-0.333333, 3))
        self.assertEqual((run.hours, run.customer_count), (3.5, 2))

    def test_meetings_messages_and_tasks_count_notes_do_not(self):
        self._meet("2026-06-09")
        self._meet("2026-07-01")
        self.works_visit.event_id = self._meet("2026-06-10")
        self._write_message(self.works)
        self._write_message(self.works, subtype_id=self.env.ref("mail.mt_note").id)
        self._write_message(
            self.works.partner_id,
            message_type="email",
            author_id=self.works.partner_id.id,
        )
        call = self.env.ref("mail.mail_activity_data_call")
        self._write_message(
            self.works,
            message_type="notification",
            subtype_id=self.env.ref("mail.mt_activities").id,
            mail_activity_type_id=call.id,
        )
        found = [kind for customer, kind, _hours in self._kinds(self.sally)]
        self.assertCountEqual(
            found, ["visit", "phone", "meeting", "message", "inbound", "phone"]
        )

    def test_each_sees_actions_with_own_customers(self):
        self.assertEqual(len(self._kinds(self.sam)), 1)
        self.assertEqual(len(self._kinds(self.lena)), 2)
        self.assertEqual(len(self._kinds(self.dora)), 3)
        clerk = self._create_user("clerk_t", "base.group_user")
        with self.assertRaises(AccessError):
            self._kinds(clerk)

    def test_line_opens_its_actions_and_a_row_its_document(self):
        run = self._run(report="actions")
        line = run.line_ids.filtered(lambda line: line.action_kind == "visit")
        action = line.action_view_rows()
        row = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(row.action_open_document()["res_id"], self.works_visit.id)

    def _open_deal(self, customer, amount, **values):
        return self.env["crm.lead"].create(
            {
                "name": f"Deal {amount}",
                "type": "opportunity",
                "company_id": self.company.id,
                "partner_id": customer.partner_id.id,
                "user_id": customer.user_id.id,
                "expected_revenue": amount,
                **values,
            }
        )

    def _run_deals(self, user=None, **values):
        """Opportunities opened on the day the test runs on the server's clock."""
        today = Date.to_date(self.env.cr.now())
        days = {
            "date_from": min(today, date(2026, 6, 1)),
            "date_to": max(today, date(2026, 6, 30)),
        }
        values.setdefault("group2", False)
        return self._run(user, report="opportunities", **days, **values)

    def test_opportunities_by_hand(self):
        """Sally: 100 won and 50 lost; Sam: 30 open, and a lead that is none yet."""
        self._open_deal(self.works, 100).action_set_won()
        self._open_deal(self.works, 50).action_set_lost()
        self._open_deal(self.shops, 30)
        self._open_deal(self.shops, 999, type="lead")
        run = self._run_deals()
        lines = {
            line.user_id: (
                line.expected,
                line.won_amount,
                line.opportunity_count,
                line.won_count,
                line.lost_count,
            )
            for line in run.line_ids
        }
        self.assertEqual(
            lines, {self.sally: (150, 100, 2, 1, 1), self.sam: (30, 0, 1, 0, 0)}
        )
        self.assertEqual((run.expected, run.customer_count), (180, 2))
        by_outcome = self._run_deals(group1="outcome")
        self.assertEqual(
            {line.outcome: line.expected for line in by_outcome.line_ids},
            {"won": 100, "lost": 50, "pending": 30},
        )

    def test_each_sees_own_opportunities(self):
        self._open_deal(self.works, 100)
        self._open_deal(self.shops, 30)
        self._open_deal(self.shops, 7, user_id=self.sally.id)
        self.assertEqual(self._run_deals(self.sally).expected, 107)
        self.assertEqual(self._run_deals(self.dora).expected, 137)

    def test_actions_are_not_grouped_by_product(self):
        with self.assertRaisesRegex(ValidationError, "cannot be grouped by Product"):
            self._run(report="actions", group1="product")

    def test_file_of_actions_holds_the_lines(self):
        run = self._run(report="actions")
        run.action_file()
        self.assertTrue(run.sudo().file_id)
        self.assertEqual(len(run._page()["rows"]), len(run.line_ids))

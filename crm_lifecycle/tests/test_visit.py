# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestVisit(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(street="Dock 4", city="Qingdao")
        cls.kind = cls.env.ref("crm_lifecycle.crm_visit_type_first")
        cls.done = {"result": "progress", "outcome": "Sample wanted"}

    def _visit(self, user=None, **values):
        values.setdefault("date_start", moment("2026-06-16 09:00:00"))
        return (
            self.env["crm.customer.visit"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "type_id": self.kind.id,
                    "user_id": (user or self.sally).id,
                    **values,
                }
            )
        )

    def _finished(self, **values):
        visit = self._visit()
        visit._finish({**self.done, **values})
        return visit

    def test_visit_starts_with_kind_place_and_checklist(self):
        visit = self._visit()
        self.assertEqual(
            (visit.name, visit.mode, visit.place, visit.state),
            ("First Visit", "visit", "Dock 4, Qingdao", "planned"),
        )
        self.assertEqual(len(visit.material_ids), 4)
        self.assertEqual(visit.date_stop, moment("2026-06-16 10:30:00"))

    def test_agreed_visit_and_its_meeting_move_each_other(self):
        visit = self._visit()
        visit.action_agree()
        event = visit.event_id
        self.assertEqual((event.start, event.stop), (visit.date_start, visit.date_stop))
        self.assertEqual(event.user_id, self.sally)
        event.with_user(self.sally).write(
            {
                "start": moment("2026-06-17 13:00:00"),
                "stop": moment("2026-06-17 15:00:00"),
            }
        )
        self.assertEqual(visit.date_start, moment("2026-06-17 13:00:00"))
        self.assertEqual(visit.duration, 2)
        visit.date_start = moment("2026-06-18 07:00:00")
        self.assertEqual(event.start, moment("2026-06-18 07:00:00"))
        self.assertEqual(event.stop, moment("2026-06-18 09:00:00"))

    def test_visit_without_its_meeting_is_planned_again(self):
        visit = self._visit()
        visit.action_agree()
        visit.event_id.with_user(self.sally).unlink()
        self.assertEqual(visit.state, "planned")

    def test_photo_of_the_phone_stays_with_the_visit(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.sally)
            .create({"name": "quay.jpg", "raw": b"photo"})
        )
        visit = self._visit()
        self.env["crm.visit.finish"].with_user(self.sally).create(
            {
                "visit_id": visit.id,
                "result": "kept",
                "outcome": "Seen the stock",
                "photo_ids": photo.ids,
            }
        ).action_finish()
        self.assertEqual((visit.state, visit.photo_ids), ("done", photo))
        self.assertEqual(
            (photo.res_model, photo.res_id), ("crm.customer.visit", visit.id)
        )

    def test_outcome_is_needed_to_finish(self):
        visit = self._visit()
        with self.assertRaisesRegex(UserError, "say what came out of it"):
            visit._finish({"result": "kept", "outcome": "  "})
        self.assertEqual(visit.state, "planned")

    def test_finishing_early_dates_the_visit_when_it_was(self):
        visit = self._finished()
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.date_start, moment("2026-06-15 08:00:00"))
        self.assertEqual(visit.date_done, moment("2026-06-15 08:00:00"))

    def test_next_step_becomes_a_planned_visit_with_its_promise(self):
        visit = self._finished(next_step="Bring samples", date_next="2026-06-22")
        following = visit.next_visit_id
        self.assertEqual(following.date_start, moment("2026-06-22 08:00:00"))
        self.assertEqual(
            (following.state, following.purpose, following.user_id),
            ("planned", "Bring samples", self.sally),
        )
        self.assertEqual(following.last_visit_ids, visit)
        self.assertIn("Bring samples", following.promise)

    def test_state_and_position_cannot_be_forged(self):
        visit = self._visit()
        for values in ({"state": "done"}, {"latitude": 1.0}, {"review_opinion": "Ok"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._forge(visit, self.sally, **values)

    def test_colleague_cannot_record_the_visit(self):
        visit = self._visit()
        with self.assertRaises(AccessError):
            visit.with_user(self.sam)._finish(self.done)
        self.assertFalse(
            self.env["crm.customer.visit"]
            .with_user(self.sam)
            .search([("id", "=", visit.id)])
        )

    def test_salesperson_plans_own_visits_of_own_customers_only(self):
        with self.assertRaisesRegex(AccessError, "Ask your team leader"):
            self._visit(user=self.sally, user_id=self.sam.id)
        foreign = self._create_customer("South Works", user=self.sam)
        with self.assertRaises(AccessError):
            self._visit(customer_id=foreign.id)
        planned = self._visit(user=self.lena, user_id=self.sally.id)
        self.assertEqual(planned.user_id, self.sally)

    def test_leader_reviews_and_the_visitor_does_not(self):
        visit = self._finished()
        with self.assertRaises(AccessError):
            visit._review("Well done, Sally")
        visit.with_user(self.lena)._review("Send the offer before Friday")
        self.assertEqual((visit.state, visit.reviewer_id), ("reviewed", self.lena))
        with self.assertRaisesRegex(UserError, "was reviewed and is closed"):
            visit.outcome = "Something else"

    def test_a_done_visit_keeps_its_visitor_and_its_time(self):
        visit = self._finished()
        for values in ({"date_start": "2026-06-15 07:00:00"}, {"user_id": 2}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "stay"):
                visit.with_user(self.lena).write(values)
        visit.outcome = "Sample wanted, of both kinds"

    def test_leader_does_not_review_his_own_visit(self):
        visit = self._visit(user=self.lena)
        visit._finish(self.done)
        with self.assertRaises(AccessError):
            visit._review("Fine")
        visit.with_user(self.dora)._review("Fine")
        self.assertEqual(visit.state, "reviewed")

    def test_only_a_visit_that_was_done_is_reviewed(self):
        with self.assertRaisesRegex(UserError, "only a done visit"):
            self._visit().with_user(self.lena)._review("Fine")

    def test_missed_needs_a_reason_and_frees_the_calendar(self):
        visit = self._visit()
        visit.action_agree()
        event = visit.event_id
        with self.assertRaises(UserError):
            visit._close_without_visit("missed", " ")
        visit._close_without_visit("missed", "Gate closed")
        self.assertEqual((visit.state, visit.closing_reason), ("missed", "Gate closed"))
        self.assertFalse(event.exists())

    def test_position_only_where_the_company_allows_it(self):
        visit = self._visit()
        with self.assertRaisesRegex(UserError, "does not record positions"):
            visit.set_position(36.06, 120.38, 12)
        self.company.lifecycle_visit_position = True
        visit.set_position(36.06, 120.38, 12)
        self.assertEqual((visit.latitude, visit.accuracy), (36.06, 12))
        with self.assertRaises(AccessError):
            visit.with_user(self.sam).set_position(1, 1, 1)

    def test_overdue_is_past_and_open(self):
        late = self._visit(date_start=moment("2026-06-15 05:00:00"))
        running = self._visit(date_start=moment("2026-06-15 07:00:00"))
        found = self.env["crm.customer.visit"].search(
            [("is_overdue", "=", True), ("customer_id", "=", self.customer.id)]
        )
        self.assertEqual(found, late)
        self.assertFalse(running.is_overdue)
        with self.assertRaises(AccessError):
            late.action_urge()
        late.with_user(self.lena).action_urge()
        self.assertEqual(late.activity_ids.user_id, self.sally)

    def test_who_sees_which_visit_and_what_hangs_on_it(self):
        visit = self._finished()
        visit.sudo().objection_ids = [(0, 0, {"name": "Too dear", "kind": "price"})]
        self.env.flush_all()
        records = (visit, visit.material_ids, visit.objection_ids)
        report = self.env["crm.visit.report"].search([("visit_id", "=", visit.id)])
        for user, sees in (
            (self.sally, True),
            (self.sam, False),
            (self.lena, True),
            (self.archie, True),
            (self.dora, True),
        ):
            for record in (*records, report):
                with self.subTest(user=user.login, model=record._name):
                    domain = [("id", "in", record.ids)]
                    found = self.env[record._name].with_user(user).search(domain)
                    self.assertEqual(bool(found), sees)

    def test_recorded_visits_are_not_deleted(self):
        visit = self._finished()
        with self.assertRaises(UserError):
            visit.unlink()
        self._visit().unlink()

    def test_visitor_register_takes_our_address_and_any_time(self):
        self.company.partner_id.city = "Jinan"
        reception = self.env.ref("crm_lifecycle.crm_visit_type_reception")
        visit = self._visit(type_id=reception.id)
        self.assertIn("Jinan", visit.place)
        self.assertEqual(visit.mode, "invitation")

    def test_spot_check_repeats_with_its_seed_and_has_one_answer(self):
        visits = self.env["crm.customer.visit"]
        for _number in range(10):
            visits |= self._finished()
        draw = (
            self.env["crm.visit.draw"]
            .with_user(self.lena)
            .create({"by": "percent", "amount": 25, "seed": "abc"})
        )
        self.assertEqual((draw.population, draw.drawn), (10, 3))
        checks = draw._draw()
        drawn = checks.visit_id
        self.assertEqual(draw.population - len(drawn), len(draw._population()))
        checks.sudo().unlink()
        self.assertEqual(draw._draw().visit_id, drawn)

    def test_checker_answers_once_and_explains_a_deviation(self):
        self._finished()
        draw = self.env["crm.visit.draw"].with_user(self.lena)
        check = draw.create({"by": "number", "amount": 5})._draw()
        with self.assertRaises(AccessError):
            check.with_user(self.dora).action_right()
        with self.assertRaisesRegex(UserError, "write what was found"):
            check.action_false()
        check.note = "Nobody remembers a visit"
        check.action_false()
        self.assertEqual(check.result, "false")
        with self.assertRaises(UserError):
            check.action_right()

    def test_salesperson_draws_no_spot_check(self):
        with self.assertRaises(AccessError):
            self.env["crm.visit.draw"].with_user(self.sally).create({})

    def test_documents_of_the_visit_are_printed(self):
        visit = self._finished(opinion="Prices are fair")
        for name in ("plan", "record", "report"):
            report = f"crm_lifecycle.crm_customer_visit_report_{name}"
            html = self.env["ir.actions.report"]._render_qweb_html(report, visit.ids)[0]
            self.assertIn(b"Alpha Works", html)

    def test_last_visits_cost_one_query_for_all(self):
        visits = self.env["crm.customer.visit"]
        for number in range(5):
            visits |= self._visit(
                date_start=moment("2026-06-20 00:00:00") + timedelta(days=number)
            )
        visits.invalidate_recordset()
        visits.mapped("state")
        with self.assertQueryCount(2):
            visits.mapped("last_visit_ids")

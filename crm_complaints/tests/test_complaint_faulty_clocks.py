# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .common import ComplaintsCommon, at

JOBS = "odoo.addons.crm_complaints.models.crm_complaint_jobs"
LADDER = "odoo.addons.crm_complaints.models.crm_complaint_ladder_mixin"
QUIET = (JOBS, "odoo.sql_db")


@tagged("post_install", "-at_install")
class TestComplaintFaultyClocks(ComplaintsCommon):
    """The database itself refuses to change one clock; all others are served.

    Response within 2 h from 9 h in Shanghai, that is 1 h in UTC: due at 3 h.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sla = cls.env["crm.complaint.sla"].search([("name", "=", "Test")])
        cls.sla.write({"acknowledge_hours": 0, "solution_hours": 0, "pause_hours": 1})
        with freeze_time(at(0, 1)):
            cls.cases = cls.env["crm.complaint"].browse()
            for _number in range(5):
                cls.cases |= cls._create_complaint()
        cls.clocks = cls.cases.sudo().clock_ids
        cls.faulty, cls.sound = cls.clocks[0], cls.clocks[1:]
        cls.jobs = cls.env["crm.complaint.clock"]

    def refuse(self, condition):
        """A constraint of the database that holds unless the faulty clock changes."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "ALTER TABLE crm_complaint_clock ADD CONSTRAINT refused "
                "CHECK (id != %s OR %s)",
                self.faulty.id,
                condition,
            )
        )

    def allow(self):
        self.env.cr.execute("ALTER TABLE crm_complaint_clock DROP CONSTRAINT refused")

    @mute_logger(*QUIET)
    def test_breaches_of_the_others_are_noted(self):
        self.refuse(SQL("is_breached IS NOT TRUE"))
        with self.assertLogs(JOBS, "ERROR") as log:
            self.jobs._record_overdue(now=at(0, 3, 1))
        self.assertIn(str(self.faulty.id), "".join(log.output))
        self.assertEqual(set(self.sound.mapped("is_breached")), {True})
        self.assertFalse(self.faulty.is_breached)
        self.assertFalse(self.jobs._record_overdue(now=at(0, 3, 2)))

    @mute_logger(*QUIET)
    def test_faulty_clock_is_tried_again_in_an_hour(self):
        self.refuse(SQL("is_breached IS NOT TRUE"))
        self.jobs._record_overdue(now=at(0, 3, 1))
        self.allow()
        self.jobs._record_overdue(now=at(0, 4))
        self.assertFalse(self.faulty.is_breached)
        self.jobs._record_overdue(now=at(0, 4, 1))
        self.assertTrue(self.faulty.is_breached)
        self.assertEqual(
            self._events(self.faulty.complaint_id, "response")[-1],
            ("breach", at(0, 3)),
            "noted late, but for the moment when it became true",
        )

    @mute_logger(*QUIET)
    def test_pauses_of_the_others_end(self):
        with freeze_time(at(0, 2)):
            for case in self.cases:
                self._step(case, "pause", "Photo asked for")
        self.assertEqual(set(self.clocks.mapped("date_pause_end")), {at(0, 3)})
        self.refuse(SQL("state != 'running'"))
        self.jobs._end_pauses(now=at(0, 3, 1))
        self.assertEqual(set(self.sound.mapped("state")), {"running"})
        self.assertEqual(self.faulty.state, "paused")
        self.assertEqual(self.sound.complaint_id.activity_ids.user_id, self.anna)
        self.assertFalse(self.faulty.complaint_id.activity_ids)
        self.assertFalse(self.jobs._end_pauses(now=at(0, 3, 2)))

    @mute_logger(*QUIET)
    def test_the_ladder_of_the_others_is_climbed(self):
        self._create_rung(target="response")
        self.clocks.date_ladder = at(0, 3)
        self.refuse(SQL("date_ladder IS NOT NULL"))
        with mute_logger(
            "odoo.addons.crm_complaints.models.crm_complaint_ladder_mixin"
        ):
            self.jobs._climb_ladders(now=at(0, 3))
        self.assertEqual(self.sound.complaint_id.escalation_ids.called_ids, self.mona)
        self.assertFalse(self.faulty.complaint_id.escalation_ids)
        self.assertEqual(self.faulty.date_ladder, at(0, 4))

    @mute_logger(*QUIET)
    def test_whole_job_with_a_faulty_clock(self):
        self.refuse(SQL("is_breached IS NOT TRUE"))
        with freeze_time(at(0, 3, 1)), self.enter_registry_test_mode():
            job = self.env.ref("crm_complaints.crm_complaint_clock_cron")
            job.method_direct_trigger()
        self.assertEqual(set(self.sound.mapped("is_breached")), {True})

    def test_sound_clocks_cost_as_many_queries_as_one(self):
        def queries(clocks, now):
            (self.clocks - clocks).date_retry = at(9, 0)
            clocks.date_retry = False
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.jobs._record_overdue(now=now)
            self.env.flush_all()
            self.assertEqual(set(clocks.mapped("is_breached")), {True})
            return self.env.cr.sql_log_count - before

        queries(self.clocks[0], at(0, 3, 1))
        one = queries(self.clocks[1], at(0, 3, 2))
        self.assertEqual(queries(self.clocks[2:], at(0, 3, 3)), one)

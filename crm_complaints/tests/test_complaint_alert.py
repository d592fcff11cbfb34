# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintAlert(ComplaintsCommon):
    """The shipped signals of leaving on facts of complaints (S-374).

    Alpha complains on Monday, 2 March 2026; Beta, a customer as well, does not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opened = cls.env.ref("crm_complaints.crm_alert_rule_complaint")
        cls.unhappy = cls.env.ref("crm_complaints.crm_alert_rule_dissatisfied")
        cls.env["crm.alert.rule"].search(
            [("id", "not in", (cls.opened | cls.unhappy).ids)]
        ).active = False
        beta = cls._create_partner("Beta", "beta@beta.test")
        cls.beta = cls.env["crm.customer"]._ensure_accounts(
            beta, cls.company, cls.sally
        )
        with freeze_time(at(0, 1)):
            cls.complaint = cls._create_complaint()

    def refresh(self, day):
        with freeze_time(at(day, 3)):
            self.env["crm.customer"]._refresh_facts(
                self.customer | self.beta, at(day, 3).date()
            )
        self.env.invalidate_all()

    def rate(self, day, value):
        """Solved and rated on a day; the server stamps ratings with its own clock."""
        with freeze_time(at(day, 1)):
            self._solve(self.complaint)
            self.complaint.sudo()._rate(value)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rating_rating SET write_date = %s WHERE res_id = %s"
            " AND res_model = 'crm.complaint'",
            [at(day, 1), self.complaint.id],
        )
        self.env.invalidate_all()

    def signal(self, rule, customer=None):
        alerts = (customer or self.customer).alert_ids
        return alerts.filtered(lambda alert: alert.rule_id == rule)

    def test_open_complaint_raises_the_alarm_with_its_facts(self):
        self.refresh(0)
        alert = self.signal(self.opened)
        self.assertEqual((alert.state, alert.date), ("open", at(0, 0).date()))
        self.assertEqual(alert.evidence, {"complaint_open_count": 1})
        self.assertEqual(alert.evidence_text, "Open Complaints: 1")
        self.assertEqual((alert.user_id, alert.severity), (self.sally, "2"))
        self.assertEqual(
            (self.customer.alert_count, self.customer.churn_risk), (1, "2")
        )
        self.assertFalse(self.beta.alert_ids, "nothing happened there")
        self.assertFalse(self.beta.churn_risk)

    def test_solved_complaint_ends_it_and_a_new_one_raises_it_again(self):
        self.refresh(0)
        with freeze_time(at(1, 1)):
            self._solve(self.complaint)
        self.refresh(1)
        self.assertEqual(self.signal(self.opened).state, "over")
        self.assertFalse(self.customer.churn_risk)
        with freeze_time(at(2, 1)):
            self._create_complaint()
        self.refresh(2)
        self.assertEqual(
            sorted(self.signal(self.opened).mapped("state")), ["open", "over"]
        )

    def test_praise_and_questions_are_no_signal(self):
        with freeze_time(at(1, 1)):
            for kind in ("praise", "enquiry"):
                self._create_complaint(
                    partner_id=self.beta.partner_id.child_ids.id, kind=kind
                )
        self.refresh(1)
        self.assertFalse(self.beta.alert_ids)

    def test_low_rating_raises_the_alarm_with_its_facts(self):
        self.rate(1, 1)
        self.refresh(0)
        self.assertFalse(self.signal(self.unhappy), "not rated yet that day")
        self.refresh(1)
        alert = self.signal(self.unhappy)
        self.assertEqual(alert.state, "open")
        self.assertEqual(alert.evidence["complaint_last_rating"], 1)
        self.assertIn("Last Rating: 1", alert.evidence_text)
        self.assertFalse(self.signal(self.unhappy, self.beta))

    def test_good_rating_raises_none(self):
        self.rate(1, 5)
        self.refresh(1)
        self.assertEqual(self.customer.complaint_last_rating, 5)
        self.assertFalse(self.signal(self.unhappy))

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ComplaintsCommon, at

# group, state, whether a letter was sent
ROWS = [
    ("North", "waiting", False),
    ("North", "sent", True),
    ("North", "expired", True),
    ("North", "expired", False),  # waited for its letter until the time was over
    ("North", "answered", True),
    ("North", "answered", False),  # in an interview
    ("South", "interview", False),  # still to meet
    ("South", "expired", False),  # never met
    ("South", "declined", False),  # met, did not want to
    ("South", "declined", True),
    ("South", "answered", True),
    ("South", "sent", True),
    ("South", "skipped", False),
]


@tagged("post_install", "-at_install")
class TestSatisfactionResponse(ComplaintsCommon):
    def test_asked_means_the_same_in_the_head_and_by_group(self):
        """North: 6 drawn, of whom 4 were asked: sent, expired after the letter, and
        two who answered. South: 6 drawn, 4 asked: two who declined, one who answered,
        one who was written to. 3 answers of 8 are 37.5 %."""
        survey = self.env["crm.satisfaction.survey"].create(
            {
                "name": "Spring",
                "company_id": self.company.id,
                "user_id": self.mona.id,
                "date_start": "2026-03-02",
            }
        )
        self.env["crm.satisfaction.invitation"].create(
            [
                {
                    "survey_id": survey.id,
                    "company_id": self.company.id,
                    "customer_id": self.customer.id,
                    "partner_id": self.contact.id,
                    "stratum": group,
                    "state": state,
                    "date_sent": at(0, 1) if is_sent else False,
                }
                for group, state, is_sent in ROWS
            ]
        )
        groups = survey._response_by_stratum()
        self.assertEqual(groups, [("North", 6, 4, 2), ("South", 6, 4, 1)])
        self.assertEqual(
            (survey.invitation_count, survey.sent_count, survey.answer_count),
            (12, 8, 3),
        )
        self.assertEqual(survey.response_rate, 37.5)
        self.assertEqual(sum(row[2] for row in groups), survey.sent_count)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestMomentWords(ComplaintsCommon):
    """The answer is due on Monday, 2 March 2026 at 6:00 UTC: 14:00 in Shanghai, where
    the team works, 7:00 in Paris, 22:00 of Sunday in Los Angeles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        with freeze_time(at(0, 3)):
            cls.complaint = cls._create_complaint()

    def test_customers_language_and_format(self):
        self.contact.lang = "en_US"
        self.assertEqual(self.complaint._promise_words(), "03/02/2026 02:00 PM")
        self.contact.lang = "zh_CN"
        self.assertEqual(self.complaint._promise_words(), "2026/03/02 14:00")

    def test_customers_zone(self):
        self.contact.write({"lang": "en_US", "tz": "Europe/Paris"})
        self.assertEqual(self.complaint._promise_words(), "03/02/2026 07:00 AM")
        self.contact.write({"lang": "zh_CN", "tz": "America/Los_Angeles"})
        self.assertEqual(self.complaint._promise_words(), "2026/03/01 22:00")

    def test_format_as_the_company_set_it(self):
        lang = self.env["res.lang"]._lang_get("en_US")
        lang.write({"date_format": "%d.%m.%Y", "time_format": "%H:%M:%S"})
        self.assertEqual(self.complaint._promise_words(), "02.03.2026 14:00")

    def test_colleagues_read_the_teams_zone(self):
        self.contact.write({"lang": "zh_CN", "tz": "Europe/Paris"})
        complaint = self.complaint.with_context(lang="en_US")
        self.assertEqual(complaint._moment_words(at(0, 6)), "03/02/2026 02:00 PM")
        complaint = self.complaint.with_context(lang="zh_CN")
        self.assertEqual(complaint._moment_words(at(0, 6)), "2026/03/02 14:00")

    def test_promise_of_an_agent(self):
        self.contact.write({"lang": "zh_CN", "tz": "Europe/Paris"})
        promise = self.env["crm.complaint.promise"].create(
            {
                "complaint_id": self.complaint.id,
                "name": "New bags",
                "date_due": at(1, 8),
                "partner_id": self.contact.id,
                "user_id": self.anna.id,
            }
        )
        self.assertEqual(promise._due_words(), "2026/03/03 09:00")

    def test_nothing_promised(self):
        praise = self._create_complaint(kind="praise", severity="minor")
        self.assertEqual(praise._customer_words(False), "")

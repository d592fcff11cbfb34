# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .collection_common import CollectionCommon

MONDAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
class TestDunningChannels(CollectionCommon):
    """A policy with one step, so that the channel is what is looked at."""

    def _run_with(self, channel, **values):
        step = {"name": "Only", "days": 30, "channel": channel, "text": "Pay", **values}
        self.policy.step_ids = [Command.clear(), Command.create(step)]
        self._owed(100.0, date(2026, 5, 1))
        return self._run_on(MONDAY)

    def test_legal_step_is_handed_to_a_contract_manager(self):
        notice = self._run_with("legal")
        self.assertEqual((notice.channel, notice.state), ("legal", "to_post"))
        activity = self.customer.sudo().activity_ids
        self.assertIn("Legal action: Only", activity.summary)
        managers = self.env.ref("crm_contracts.crm_contracts_group_manager")
        self.assertIn(activity.user_id, managers.sudo().all_user_ids)
        pdf = notice._make_letter()
        self.assertEqual(pdf.mimetype, "application/pdf")

    def test_call_is_a_task_of_the_collector(self):
        notice = self._run_with("call")
        self.assertEqual((notice.channel, notice.state), ("call", "task"))
        activity = self.customer.sudo().activity_ids
        self.assertEqual(activity.user_id, self.cole)
        self.assertEqual(
            activity.activity_type_id, self.env.ref("mail.mail_activity_data_call")
        )

    def test_mail_brings_the_letter_as_a_file(self):
        notice = self._run_with("mail", with_letter=True)
        self.assertEqual(notice.state, "sent")
        mail = self.env["mail.mail"].search(
            [("model", "=", notice._name), ("res_id", "=", notice.id)]
        )
        self.assertEqual(mail.attachment_ids.mapped("mimetype"), ["application/pdf"])

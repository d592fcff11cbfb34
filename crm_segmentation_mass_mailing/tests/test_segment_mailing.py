# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_segmentation.tests.common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSegmentMailing(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["crm.segment"].create(
            {"name": "Large", "rule_domain": "[('rfm_amount', '>=', 100)]"}
        )
        cls.of_sally = cls._create_scored("Of Sally", 150, user=cls.sally)
        cls.of_sam = cls._create_scored("Of Sam", 150, user=cls.sam)
        cls.small = cls._create_scored("Small", 50, user=cls.sally)
        for customer in cls.of_sally | cls.of_sam | cls.small:
            customer.partner_id.email = f"c{customer.id}@example.com"
        cls._move_members()
        mailer = cls.env.ref("mass_mailing.group_mass_mailing_user")
        (cls.sally | cls.anna).group_ids = [Command.link(mailer.id)]

    def _mailing(self, user, **values):
        action = self.segment.with_user(user).action_create_mailing()
        mailings = self.env["mailing.mailing"].with_user(user)
        return mailings.with_context(**action["context"]).create(
            {"subject": "News", **values}
        )

    def _recipients(self, mailing):
        return self.env["res.partner"].browse(mailing._get_recipients())

    def test_members_get_the_mailing(self):
        mailing = self._mailing(self.anna)
        self.assertEqual(
            self._recipients(mailing), (self.of_sally | self.of_sam).partner_id
        )
        self.assertEqual(self.segment.with_user(self.anna).mailing_count, 1)

    def test_salesperson_reaches_own_customers_only(self):
        """Also when the job sends it with all rights."""
        mailing = self._mailing(self.sally)
        self.assertEqual(self._recipients(mailing), self.of_sally.partner_id)
        self.assertEqual(self._recipients(mailing.sudo()), self.of_sally.partner_id)
        mailing.user_id = self.anna
        self.assertEqual(self._recipients(mailing.sudo()), self.of_sally.partner_id)

    def test_wider_domain_does_not_reach_others(self):
        mailing = self._mailing(self.anna, mailing_domain="[]")
        self.assertNotIn(self.small.partner_id, self._recipients(mailing))

    def test_who_chose_the_segment_cannot_be_typed(self):
        mailing = self._mailing(self.sally)
        with self.assertRaises(AccessError):
            mailing.segment_user_id = self.anna

    def test_members_are_those_of_the_sending(self):
        mailing = self._mailing(self.anna)
        self.of_sam.sudo().rfm_amount = 10
        self._move_members()
        self.assertEqual(self._recipients(mailing), self.of_sally.partner_id)

    def test_context_does_not_say_who_chose_the_segment(self):
        mailing = self._mailing(self.sally)
        mailings = mailing.with_context(default_segment_user_id=self.anna.id)
        forged = mailings.create(
            {
                "subject": "News",
                "mailing_model_id": mailing.mailing_model_id.id,
                "segment_id": self.segment.id,
            }
        )
        self.assertEqual(forged.segment_user_id, self.sally)
        self.assertEqual(self._recipients(forged), self.of_sally.partner_id)

    def test_winner_that_the_job_copies_reaches_as_far_as_the_test(self):
        mailing = self._mailing(self.sally)
        winner = mailing.with_user(SUPERUSER_ID).copy()
        self.assertEqual(winner.segment_user_id, self.sally)
        self.assertEqual(self._recipients(winner), self.of_sally.partner_id)
        self.assertEqual(mailing.with_user(self.anna).copy().segment_user_id, self.anna)

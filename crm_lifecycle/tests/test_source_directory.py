# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSourceDirectory(LifecycleCommon):
    def test_first_lead_or_registration_says_where_a_customer_comes_from(self):
        friends, rivals = (
            self.env.ref(f"crm_lifecycle.crm_source_directory_{name}")
            for name in ("friends", "competitors")
        )
        partner = self.env["res.partner"].create({"name": "Eta", "is_company": True})
        for directory in (friends, rivals):
            self.env["crm.lead"].with_user(self.sally).create(
                {
                    "name": "Cement",
                    "partner_id": partner.id,
                    "directory_id": directory.id,
                }
            )
        customer = self.env["crm.customer"]._accounts_of(partner, self.company)
        self.assertEqual(customer.directory_id, friends)
        registration = (
            self.env["crm.customer.registration"]
            .with_user(self.sally)
            .create({"name": "Theta", "directory_id": rivals.id})
        )
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        self.assertEqual(registration.sudo().customer_id.directory_id, rivals)

    def test_conversion_is_compared_by_directory(self):
        directory = self.env["crm.source.directory"].create({"name": "Atlas"})
        won, waiting = self._create_customer("Won"), self._create_customer("Waiting")
        (won | waiting).directory_id = directory
        self._create_order(won, 100, self.TODAY)
        self._refresh()
        groups = self.env["crm.conversion.report"]._read_group(
            [("directory_id", "=", directory.id), ("kind", "=", "new")],
            ["directory_id"],
            ["__count", "success_rate:avg"],
        )
        self.assertEqual(groups, [(directory, 2, 0.5)])


@tagged("post_install", "-at_install")
class TestLeadExclusion(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far, cls.near = cls.env["crm.lead"].create(
            [
                {"name": name, "type": "lead", "city": city, "user_id": cls.sally.id}
                for name, city in (("Far", "Kashgar"), ("Near", "Jinan"))
            ]
        )

    def _exclusion(self, user=None, **values):
        return (
            self.env["crm.lead.exclusion"]
            .with_user(user or self.dora)
            .create(
                {
                    "name": "Too far",
                    "lead_domain": "[('city', '=', 'Kashgar')]",
                    **values,
                }
            )
        )

    def test_only_lawful_attributes_exclude(self):
        with self.assertRaisesRegex(ValidationError, "may not be used to exclude"):
            self._exclusion(lead_domain="[('contact_name', 'ilike', 'Li')]")
        with self.assertRaisesRegex(ValidationError, "may not be used to exclude"):
            self._exclusion(lead_domain="[('partner_id.function', '=', 'x')]")
        with self.assertRaisesRegex(ValidationError, "not a condition on leads"):
            self._exclusion(lead_domain="[('ethnic_group', '=', 'x')]")

    def test_leader_sets_matching_leads_aside_and_they_can_come_back(self):
        exclusion = self._exclusion()
        self.assertEqual(exclusion.match_count, 1)
        exclusion.with_user(self.lena).action_set_aside()
        self.assertEqual(self.far.won_status, "lost")
        self.assertEqual(self.far.lost_reason_id.name, "Cannot buy")
        self.assertEqual(self.near.won_status, "pending")
        with self.assertRaisesRegex(UserError, "no open lead"):
            exclusion.action_set_aside()
        self.far.action_unarchive()
        self.assertEqual(self.far.won_status, "pending")

    def test_leader_makes_no_filter_and_salesperson_sees_none(self):
        with self.assertRaises(AccessError):
            self._exclusion(user=self.lena)
        exclusion = self._exclusion()
        with self.assertRaises(AccessError):
            exclusion.with_user(self.sally).action_set_aside()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintSecurity(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()

    def visible_to(self, user, model="crm.complaint"):
        records = self.env[model].with_user(user)
        name = "id" if model == "crm.complaint" else "complaint_id"
        return records.search_count([(name, "=", self.complaint.id)])

    def test_who_sees_a_complaint(self):
        seen = {
            user: bool(self.visible_to(user))
            for user in (self.anna, self.boris, self.mona, self.sally, self.sam)
        }
        self.assertEqual(
            seen,
            {
                self.anna: True,
                self.boris: False,
                self.mona: True,
                self.sally: True,
                self.sam: False,
            },
        )

    def test_who_sees_its_parts(self):
        self.env["crm.complaint.line"].create(
            {"complaint_id": self.complaint.id, "product_id": self.product.id}
        )
        with freeze_time(at(0, 1)):
            self._solve(self.complaint)
            self._step(self.complaint, "reopen", "Torn again")
        for part in ("clock", "event", "line", "reopening"):
            model = f"crm.complaint.{part}"
            self.assertTrue(self.visible_to(self.anna, model), part)
            self.assertTrue(self.visible_to(self.sally, model), part)
            self.assertFalse(self.visible_to(self.boris, model), part)
            self.assertFalse(self.visible_to(self.sam, model), part)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_salesperson_reads_and_files_but_does_not_move(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.sally).action_take()
        with self.assertRaises(AccessError):
            self._forge(self.complaint, self.sally, severity="minor")
        filed = self._create_complaint(user=self.sally)
        self.assertEqual(filed.user_id, self.anna)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_agent_of_no_team_works_only_on_his_own_entries(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.boris).action_take()
        entered = self._create_complaint(user=self.boris)
        entered.action_take()
        self.assertEqual(entered.user_id, self.boris)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_nobody_deletes_a_complaint(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.mona).unlink()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_portal_users_have_no_access_by_rpc(self):
        paula = self._create_portal_user("paula_c", self.contact)
        for model in (
            "crm.complaint",
            "crm.complaint.clock",
            "crm.complaint.compensation",
            "crm.complaint.event",
            "crm.complaint.line",
            "crm.complaint.reopening",
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(paula).search([])

    def test_other_company_is_closed(self):
        other = self.env["res.company"].create({"name": "Sister"})
        mia = new_test_user(
            self.env,
            login="mia_c",
            groups="crm_complaints.crm_complaints_group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.visible_to(mia))
        self.assertFalse(self.visible_to(mia, "crm.complaint.clock"))

    def test_agent_reads_every_customer_and_order(self):
        order = self._create_order()
        self.assertEqual(order.with_user(self.anna).name, order.name)
        self.assertTrue(self.customer.with_user(self.anna).has_access("read"))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_agent_does_not_edit_them(self):
        order = self._create_order()
        order.user_id = self.sally
        with self.assertRaises(AccessError):
            order.with_user(self.anna).write({"note": "x"})
        with self.assertRaises(AccessError):
            self.customer.with_user(self.anna).write({"active": False})

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_collaborator_reads_the_complaint_until_the_last_day(self):
        helper = self.env["crm.customer.collaborator"].create(
            {
                "customer_id": self.complaint.customer_id.id,
                "user_id": self.sam.id,
                "reason": "Tender",
            }
        )
        self.assertTrue(self.visible_to(self.sam))
        self.assertTrue(self.visible_to(self.sam, "crm.complaint.clock"))
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.sam).write({"description": "Mine"})
        helper.date_until = "2020-01-01"
        self.env.invalidate_all()
        self.assertFalse(self.visible_to(self.sam))
        self.assertFalse(self.visible_to(self.sam, "crm.complaint.clock"))

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .qualification_common import QualificationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSecurityQualification(QualificationCommon):
    """Ways round the checklists that a client could try."""

    def _model(self, name, user, **context):
        return self.env[name].with_user(user).with_context(**context)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_form_shows_nobody_who_is_judged_elsewhere(self):
        self.template.section_ids.user_id = False
        record = self._qualification()
        for model, values in (
            ("crm.qualification.part", {"qualification_id": record.id}),
            ("crm.qualification.answer", {"part_id": record.sudo().part_ids[0].id}),
        ):
            with self.assertRaises(AccessError):
                self._model(model, self.sam).onchange(
                    values, list(values), {"display_name": {}, "name": {}}
                )

    def test_scans_are_read_by_who_decides(self):
        record = self._qualification()
        scan = self._model("ir.attachment", self.sally).create(
            {"name": "licence.pdf", "raw": b"x", "res_model": "crm.qualification.paper"}
        )
        self._model("crm.qualification.paper", self.sally).create(
            {
                "qualification_id": record.id,
                "name": "Licence",
                "attachment_ids": [Command.set(scan.ids)],
            }
        )
        self.env.invalidate_all()
        self.assertTrue(scan.with_user(self.dora).read(["raw"]))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_scan_of_another_is_no_paper(self):
        secret = self._model("ir.attachment", self.dora).create(
            {"name": "salary.pdf", "raw": b"x"}
        )
        record = self._qualification()
        papers = self._model("crm.qualification.paper", self.sally)
        values = {"qualification_id": record.id, "name": "Licence"}
        with self.assertRaises(AccessError):
            papers.create({**values, "attachment_ids": [Command.link(secret.id)]})
        paper = papers.create(values)
        with self.assertRaises(AccessError):
            paper.attachment_ids = [Command.link(secret.id)]

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_assessor_is_of_the_company_and_has_customers(self):
        record = self._qualification()
        part = record.sudo().part_ids[0].sudo(False).with_user(self.lena)
        portal = self._create_user("portal_t", "base.group_portal")
        with self.assertRaisesRegex(UserError, "cannot open"):
            part.user_id = portal
        other = self.env["res.company"].create({"name": "Other"})
        self.sam.write(
            {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        )
        with self.assertRaisesRegex(UserError, "cannot open"):
            part.user_id = self.sam
        part.user_id = self.dora
        self.assertEqual(part.sudo().user_id, self.dora)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_assessed_and_handed_over_does_not_decide(self):
        self.template.section_ids.user_id = self.dora
        record = self._qualification()
        self._assess(record, "yes", 7, 5)
        record.with_user(self.sally).action_submit()
        with self.assertRaises(AccessError):
            record.with_user(self.dora)._decide("accepted")
        with self.assertRaises(AccessError):
            record.with_user(self.sally)._decide("accepted")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_decision_is_made_while_it_is_asked_only(self):
        record = self._qualification()
        with self.assertRaises(UserError):
            record.with_user(self.dora)._decide("accepted")
        self._assess(record, "yes", 7, 5)
        record.with_user(self.sally).action_submit()
        record.with_user(self.dora)._decide("accepted")
        with self.assertRaises(UserError):
            record.with_user(self.dora)._decide("refused", "No")
        self.assertEqual(record.state, "accepted")
        self.assertEqual(record.answer_wanted, "accepted")

    def test_words_of_a_refused_qualification_stay(self):
        record = self._submitted(wages="no")
        self.assertEqual(record.state, "refused")
        with self.assertRaisesRegex(UserError, "kept as it is"):
            record.with_user(self.sally).write({"reason": "They are good after all"})

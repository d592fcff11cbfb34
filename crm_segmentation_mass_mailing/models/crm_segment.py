# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSegment(models.Model):
    _inherit = "crm.segment"

    mailing_ids = fields.One2many(
        comodel_name="mailing.mailing", inverse_name="segment_id", string="Mailings"
    )
    mailing_count = fields.Integer(compute="_compute_mailing_count")

    def _compute_mailing_count(self):
        mailings = self.env["mailing.mailing"]
        counts = {}
        if mailings.has_access("read"):
            groups = mailings._read_group(
                [("segment_id", "in", self.ids)], ["segment_id"], ["__count"]
            )
            counts = {segment.id: count for segment, count in groups}
        for segment in self:
            segment.mailing_count = counts.get(segment._origin.id, 0)

    def action_create_mailing(self):
        """A new mailing to the members; who they are is decided when it is sent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mailing to %s", self.name),
            "res_model": "mailing.mailing",
            "view_mode": "form",
            "context": {
                "default_segment_id": self.id,
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "default_mailing_type": "mail",
            },
        }

    def action_view_mailings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "mass_mailing.mailing_mailing_action_mail"
        )
        action["domain"] = [("segment_id", "=", self.id)]
        action["context"] = {}
        return action

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmComplaintRequestMixin(models.AbstractModel):
    """Other departments help: their answers come back before the case ends."""

    _name = "crm.complaint.request.mixin"
    _description = "Requests of a Complaint"

    request_ids = fields.One2many("crm.complaint.request", "complaint_id")
    request_open_count = fields.Integer(
        string="Open Requests", compute="_compute_request_open_count"
    )

    @api.depends("request_ids.state")
    def _compute_request_open_count(self):
        groups = (
            self.env["crm.complaint.request"]
            .sudo()
            ._read_group(
                [("complaint_id", "in", self.ids), ("state", "=", "open")],
                ["complaint_id"],
                ["__count"],
            )
        )
        counts = {complaint.id: count for complaint, count in groups}
        for complaint in self:
            complaint.request_open_count = counts.get(complaint.id, 0)

    def action_ask_colleague(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_request_action_ask"
        )
        action["context"] = {
            "default_complaint_id": self.id,
            "default_name": self.subject,
        }
        return action

    def _check_phase(self, phase, reason):
        result = super()._check_phase(phase, reason)
        if phase == "closed":
            self._check_requests_answered()
        return result

    def _check_requests_answered(self):
        waiting = self.sudo().request_ids.filtered(lambda r: r.state == "open")[:1]
        if waiting:
            raise UserError(
                self.env._(
                    "%(complaint)s: %(user)s has not answered “%(request)s” yet; wait "
                    "for it or withdraw the request (page Cooperation).",
                    complaint=self.name,
                    user=waiting.user_id.name,
                    request=waiting.name,
                )
            )

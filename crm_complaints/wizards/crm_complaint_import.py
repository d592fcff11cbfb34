# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models import crm_complaint_import_queries as queries


class CrmComplaintImport(models.TransientModel):
    """Takes over the cases of add-ons that kept complaints before (crm.claim,
    helpdesk.ticket), from their tables in this database."""

    _name = "crm.complaint.import"
    _description = "Import of Complaints"

    def _default_source(self):
        found = self.env["crm.complaint"]._import_columns
        return next(filter(found, queries.SOURCES), False)

    source = fields.Selection(
        selection=[
            ("crm_claim", "Claims (crm.claim)"),
            ("helpdesk_ticket", "Tickets (helpdesk.ticket)"),
        ],
        required=True,
        default=lambda self: self._default_source(),
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        help="For cases that name no company.",
    )
    case_count = fields.Integer(string="Cases", compute="_compute_case_count")
    done_count = fields.Integer(string="Imported", readonly=True)
    left_ids = fields.Char(string="Left out", readonly=True)
    is_done = fields.Boolean(readonly=True)

    @api.depends("source")
    def _compute_case_count(self):
        complaints = self.env["crm.complaint"]
        for wizard in self:
            source = wizard.source
            wizard.case_count = complaints._import_count(source) if source else 0

    def action_import(self):
        """Imports what was not imported before; UserError when there is no table."""
        self.ensure_one()
        self._check_manager()
        if not self.env["crm.complaint"]._import_columns(self.source):
            raise UserError(
                self.env._(
                    "There is no table %s in this database: the add-on was never "
                    "installed here, or was removed with its data.",
                    self.source,
                )
            )
        complaints = self.env["crm.complaint"].sudo()
        last, done, left = 0, 0, []
        while last is not None:
            last, made, skipped = complaints._import_batch(
                self.source, self.company_id, last
            )
            done, left = done + len(made), left + skipped
            self.env.flush_all()
            self.env.invalidate_all()
        self.write(
            {
                "done_count": done,
                "left_ids": ", ".join(map(str, left)),
                "is_done": True,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_view_imported(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("import_ref", "=like", f"{self.source},%")]
        action["context"] = {}
        return action

    def _check_manager(self):
        user = self.env.user
        if not user.has_group("crm_complaints.crm_complaints_group_manager"):
            raise AccessError(self.env._("Only complaint managers import complaints."))

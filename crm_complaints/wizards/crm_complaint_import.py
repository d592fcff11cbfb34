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
    message_count = fields.Integer(string="Messages", readonly=True)
    file_count = fields.Integer(string="Files", readonly=True)
    left_ids = fields.Char(string="Left out", readonly=True)
    mapped = fields.Text(string="What It Became", readonly=True)
    unmapped = fields.Text(string="What Has No Place Here", readonly=True)
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
        plan, last = complaints._import_plan(self.source, self.company_id), 0
        while last is not None:
            last = complaints._import_batch(plan, last)
            self.env.flush_all()
            self.env.invalidate_all()
        self.write(self._result_values(plan))
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

    def _result_values(self, plan):
        """What the dialog shows of an import that is done."""
        known, unknown = [], []
        for (column, source, target), count in sorted(plan.mapped.items(), key=str):
            label = self._column_label(column)
            if target is None:
                unknown.append(f"{label} “{source}” ({count})")
            else:
                known.append(f"{label} “{source}” → {target} ({count})")
        return {
            "done_count": plan.counts["cases"],
            "message_count": plan.counts["messages"],
            "file_count": plan.counts["files"],
            "left_ids": ", ".join(map(str, plan.left)),
            "mapped": "\n".join(known),
            "unmapped": "\n".join(unknown),
            "is_done": True,
        }

    def _column_label(self, column):
        return {
            "stage_id": self.env._("Stage"),
            "category_id": self.env._("Category"),
            "type_id": self.env._("Type"),
            "tags": self.env._("Tag"),
            "team_id": self.env._("Team"),
            "priority": self.env._("Priority"),
        }[column]

    def _check_manager(self):
        user = self.env.user
        if not user.has_group("crm_complaints.crm_complaints_group_manager"):
            raise AccessError(self.env._("Only complaint managers import complaints."))

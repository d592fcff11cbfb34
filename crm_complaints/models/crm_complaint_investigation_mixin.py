# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_complaint_turns import hold


class CrmComplaintInvestigationMixin(models.AbstractModel):
    """What is found out and learned: symptom, whys, faults, measures, 8D sheet."""

    _name = "crm.complaint.investigation.mixin"
    _description = "Investigation of a Complaint"

    category_id = fields.Many2one("crm.complaint.category")
    symptom = fields.Text(
        copy=False,
        help="What can be seen or measured now: error message, reading, damage, when "
        "it shows and when not.",
    )
    motive_ids = fields.Many2many(
        comodel_name="crm.complaint.motive",
        relation="crm_complaint_motive_rel",
        column1="complaint_id",
        column2="motive_id",
        string="Motives",
        help="What the customer hopes for besides the remedy.",
    )
    motive_advice = fields.Text(string="Advice", compute="_compute_motive_advice")
    why_ids = fields.One2many("crm.complaint.why", "complaint_id")
    conduct_ids = fields.One2many(
        "crm.complaint.conduct", "complaint_id", string="Service Faults"
    )
    measure_ids = fields.One2many("crm.complaint.measure", "complaint_id")
    measure_open_count = fields.Integer(
        string="Open Measures", compute="_compute_measure_counts"
    )
    measure_count = fields.Integer(string="Measures", compute="_compute_measure_counts")
    sheet_ids = fields.One2many("crm.complaint.sheet", "complaint_id", string="8D")
    sheet_progress = fields.Integer(
        string="8D Progress", compute="_compute_sheet_progress"
    )

    @api.depends("motive_ids.advice")
    def _compute_motive_advice(self):
        for complaint in self:
            advice = complaint.motive_ids.mapped("advice")
            complaint.motive_advice = "\n".join(filter(None, advice))

    @api.depends("measure_ids.state")
    def _compute_measure_counts(self):
        groups = (
            self.env["crm.complaint.measure"]
            .sudo()
            ._read_group(
                [("complaint_id", "in", self.ids)],
                ["complaint_id", "state"],
                ["__count"],
            )
        )
        counts = {}
        for complaint, state, count in groups:
            total, still_open = counts.get(complaint.id, (0, 0))
            more = count if state in ("open", "done") else 0
            counts[complaint.id] = (total + count, still_open + more)
        for complaint in self:
            found = counts.get(complaint._origin.id, (0, 0))
            complaint.measure_count, complaint.measure_open_count = found

    @api.depends("sheet_ids.progress")
    def _compute_sheet_progress(self):
        for complaint in self:
            complaint.sheet_progress = complaint.sudo().sheet_ids[:1].progress

    def action_view_sheet(self):
        """Opens the 8D sheet; the first to ask for it starts it."""
        self.ensure_one()
        sheet = self._open_sheet()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("8D of %s", self.name),
            "res_model": "crm.complaint.sheet",
            "res_id": sheet.id,
            "view_mode": "form",
        }

    def action_view_measures(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_measure_action"
        )
        action["domain"] = [("complaint_id", "=", self.id)]
        action["context"] = {"default_complaint_id": self.id}
        return action

    def action_send_8d(self):
        """The mail to the customer with the sheet as PDF, to be read before it goes."""
        self.ensure_one()
        self.check_access("write")
        if not self.sheet_ids:
            raise UserError(
                self.env._(
                    "%s has no 8D sheet; start it with the button 8D.", self.name
                )
            )
        template = self.env.ref("crm_complaints.crm_complaint_template_8d")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send the 8D Report"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id,
                "default_composition_mode": "comment",
                "default_subtype_xmlid": "mail.mt_comment",
            },
        }

    def _open_sheet(self):
        self.ensure_one()
        self.check_access("write")
        hold(self)
        sheet = self.env["crm.complaint.sheet"].search(
            [("complaint_id", "=", self.id)], limit=1
        )
        return sheet or sheet.create(
            {
                "complaint_id": self.id,
                "leader_id": self.user_id.id or self.env.uid,
                "problem": self.symptom or self.subject,
            }
        )

    def _has_corrective_action(self):
        measures = self.sudo().measure_ids
        return super()._has_corrective_action() or bool(
            measures.filtered(lambda m: m.kind != "containment")
        )

    def _check_learned(self):
        """Before closing: cause, signed 8D, measures, as far as the category asks."""
        result = super()._check_learned()
        self._check_sheet_signed()
        self._check_measures_taken()
        return result

    def _check_sheet_signed(self):
        if self.is_8d_required and self.sheet_progress < 100:
            raise UserError(
                self.env._(
                    "%(complaint)s: complaints of the category “%(category)s” are "
                    "closed with an 8D sheet signed up to D8; it is signed to "
                    "%(progress)s %% (button 8D).",
                    complaint=self.name,
                    category=self._category_asking("is_8d_required").name,
                    progress=self.sheet_progress,
                )
            )

    def _check_measures_taken(self):
        category = self._measure_category()
        rule = category.measure_rule or "none"
        if rule == "none":
            return
        measures = self.sudo().measure_ids
        if not measures.filtered(lambda m: m.kind != "containment"):
            raise UserError(
                self.env._(
                    "%(complaint)s: complaints of the category “%(category)s” are "
                    "closed with a corrective or preventive measure (page Measures).",
                    complaint=self.name,
                    category=category.name,
                )
            )
        missing = measures.filtered(lambda m: not m._is_settled(rule))
        if missing:
            raise UserError(missing[0]._words_of_missing(rule))

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_complaint_turns import hold

# What each of the eight steps needs before it can be signed.
STEP_FIELDS = {
    1: ("leader_id", "team_words"),
    2: ("problem",),
    3: ("containment",),
    4: ("cause_occurrence", "cause_detection"),
    5: ("corrective",),
    6: ("implemented", "validated"),
    7: ("prevention",),
    8: ("closure",),
}
STEPS = len(STEP_FIELDS)


class CrmComplaintSheet(models.Model):
    """The 8D sheet of a complaint: eight steps, signed one after the other."""

    _name = "crm.complaint.sheet"
    _description = "8D Sheet"
    _inherit = ["crm.complaint.circle.mixin", "crm.guarded.mixin", "mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    _guarded_fields = frozenset({"signed_step"})
    _frozen_fields = frozenset({"complaint_id"})

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="complaint_id.partner_id")
    leader_id = fields.Many2one(
        comodel_name="res.users",
        string="Team Leader",
        domain="[('share', '=', False)]",
        check_company=True,
    )
    team_words = fields.Text(
        string="Team", help="Who works on it, with department; printed on the report."
    )
    problem = fields.Text(
        help="What is wrong, where, since when, how much: facts, no guesses."
    )
    containment = fields.Text(
        help="What protects the customer today: stock blocked, sorted, replaced."
    )
    cause_occurrence = fields.Text(string="Why it happened")
    cause_detection = fields.Text(string="Why it was not noticed")
    corrective = fields.Text(
        string="Chosen Correction", help="What is chosen to remove the cause, and why."
    )
    implemented = fields.Text(help="What was put into practice, when.")
    validated = fields.Text(
        string="Validation", help="What shows that the cause is gone."
    )
    prevention = fields.Text(
        help="Where else it could happen, and which rules, plans or trainings change."
    )
    closure = fields.Text(help="Result, thanks to the team, agreed with the customer.")
    signed_step = fields.Integer(
        string="Signed up to", readonly=True, copy=False, aggregator=None
    )
    progress = fields.Integer(compute="_compute_progress", aggregator="avg")
    next_step = fields.Char(compute="_compute_progress")
    sign_ids = fields.One2many("crm.complaint.sheet.sign", "sheet_id")
    measure_ids = fields.One2many(related="complaint_id.measure_ids")
    why_ids = fields.One2many(related="complaint_id.why_ids")

    _complaint_unique = models.UniqueIndex(
        "(complaint_id)", "This complaint has its 8D sheet already."
    )

    @api.depends("signed_step")
    def _compute_progress(self):
        names = dict(self._step_names())
        for sheet in self:
            sheet.progress = round(100 * sheet.signed_step / STEPS)
            sheet.next_step = names.get(sheet.signed_step + 1, "")

    @api.depends("complaint_id.name")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("8D %s", sheet.complaint_id.name or "")

    def write(self, vals):
        if not self.env.su:
            self._check_unsigned(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        for sheet in self.filtered("signed_step"):
            raise UserError(
                self.env._("%s is signed already and stays.", sheet.display_name)
            )

    def action_sign(self):
        for sheet in self:
            sheet._sign_next()

    def action_unsign(self):
        for sheet in self:
            sheet._open_again()

    def action_print(self):
        self.ensure_one()
        report = self.env.ref("crm_complaints.crm_complaint_report_8d")
        return report.report_action(self.complaint_id)

    def action_send(self):
        self.ensure_one()
        return self.complaint_id.action_send_8d()

    def action_open_complaint(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint",
            "res_id": self.complaint_id.id,
            "view_mode": "form",
        }

    @api.model
    def _step_names(self):
        return [
            (1, self.env._("D1 Team")),
            (2, self.env._("D2 Problem")),
            (3, self.env._("D3 Containment")),
            (4, self.env._("D4 Causes")),
            (5, self.env._("D5 Chosen Correction")),
            (6, self.env._("D6 Implemented and Validated")),
            (7, self.env._("D7 Prevention")),
            (8, self.env._("D8 Closure")),
        ]

    def _sign_next(self):
        """Signs the next step as the acting user; UserError while it is not ready."""
        self.ensure_one()
        self._lock()
        step = self.signed_step + 1
        if step > STEPS:
            raise UserError(self.env._("%s is signed completely.", self.display_name))
        self._check_ready(step)
        self._note_sign(step, "sign")

    def _open_again(self):
        """Takes back the last signature, so that its step can be changed."""
        self.ensure_one()
        self._lock()
        if not self.signed_step:
            raise UserError(self.env._("%s is not signed yet.", self.display_name))
        self._note_sign(self.signed_step, "unsign")

    def _note_sign(self, step, kind):
        sheet = self.sudo()
        sheet.signed_step = step if kind == "sign" else step - 1
        sheet.env["crm.complaint.sheet.sign"].create(
            {"sheet_id": sheet.id, "step": str(step), "kind": kind}
        )

    def _check_ready(self, step):
        missing = [name for name in STEP_FIELDS[step] if not self[name]]
        if missing:
            labels = [self._fields[n]._description_string(self.env) for n in missing]
            raise UserError(
                self.env._(
                    "%(sheet)s: fill in %(fields)s before %(step)s is signed.",
                    sheet=self.display_name,
                    fields=", ".join(labels),
                    step=dict(self._step_names())[step],
                )
            )
        if step == 6:
            self._check_corrections_done()

    def _check_corrections_done(self):
        still_open = self.sudo().measure_ids.filtered(
            lambda m: m.kind == "corrective" and m.state == "open"
        )
        if still_open:
            raise UserError(
                self.env._(
                    "%(sheet)s: “%(measure)s” is not done yet (owner: %(owner)s); D6 "
                    "says that it is.",
                    sheet=self.display_name,
                    measure=still_open[0].name,
                    owner=still_open[0].user_id.name,
                )
            )

    def _check_unsigned(self, vals):
        """What is signed stays as it was signed."""
        for sheet in self:
            for step, names in STEP_FIELDS.items():
                if step <= sheet.signed_step and vals.keys() & set(names):
                    raise UserError(
                        self.env._(
                            "%(sheet)s: %(step)s is signed; take the signatures back "
                            "first (button Open Again).",
                            sheet=sheet.display_name,
                            step=dict(self._step_names())[step],
                        )
                    )

    def _last_signs(self):
        """{step: its valid signature}, for screen and paper."""
        self.ensure_one()
        signs = {}
        for sign in self.sudo().sign_ids.sorted("id"):
            signs[int(sign.step)] = sign
        return {step: s for step, s in signs.items() if step <= self.signed_step}

    def _lock(self):
        self.check_access("write")
        self.complaint_id.check_access("write")
        hold(self)
        self.invalidate_recordset()

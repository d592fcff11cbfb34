# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmComplaintMeasure(models.Model):
    """What is changed after a complaint, by whom, until when, and whether it helped.

    How it moves from open to effective is in crm.complaint.measure.flow.mixin.
    """

    _name = "crm.complaint.measure"
    _description = "Measure"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.complaint.measure.flow.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id"
    _check_company_auto = True
    _mail_post_access = "read"

    _guarded_fields = frozenset(
        {
            "date_done",
            "date_reminded",
            "date_verified",
            "done_by_id",
            "evidence",
            "result",
            "state",
            "verified_by_id",
        }
    )
    _frozen_fields = frozenset({"complaint_id", "parent_id"})
    _promised_fields = frozenset({"date_due", "kind", "name", "user_id"})

    name = fields.Char(string="Measure", required=True, tracking=True)
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        selection=[
            ("containment", "Containment"),
            ("corrective", "Corrective"),
            ("preventive", "Preventive"),
        ],
        default="corrective",
        required=True,
        tracking=True,
        help="Containment stops the damage now, a corrective measure removes the "
        "cause, a preventive one keeps it from coming up elsewhere.",
    )
    cause_id = fields.Many2one(
        comodel_name="crm.complaint.cause",
        compute="_compute_cause_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    description = fields.Text(help="What exactly is changed, and where.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        check_company=True,
    )
    date_due = fields.Date(string="Due Date", required=True, index=True, tracking=True)
    check_days = fields.Integer(
        string="Check after",
        default=30,
        help="So many days after it is done its effect is checked.",
    )
    verifier_id = fields.Many2one(
        comodel_name="res.users",
        index="btree_not_null",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        check_company=True,
        help="Somebody else than the owner, who is reminded to check the effect.",
    )
    parent_id = fields.Many2one(
        comodel_name="crm.complaint.measure",
        string="Follows",
        index="btree_not_null",
        ondelete="set null",
        help="The measure that had no effect and is followed by this one.",
    )
    child_ids = fields.One2many("crm.complaint.measure", "parent_id")

    # the need behind the complaint as a figure (S-365)
    indicator = fields.Char(
        help="The figure that shows whether the need of the customer is met, such as "
        "“torn bags per 1,000”."
    )
    indicator_before = fields.Float(string="Before", aggregator="avg")
    indicator_target = fields.Float(string="Target", aggregator="avg")
    indicator_after = fields.Float(string="After", aggregator="avg")

    _check_days_positive = models.Constraint(
        "CHECK (check_days >= 0)", "The days until the check cannot be negative."
    )
    _due_idx = models.Index("(date_due) WHERE state = 'open'")

    @api.depends("complaint_id")
    def _compute_cause_id(self):
        for measure in self:
            measure.cause_id = measure.cause_id or measure.complaint_id.cause_id

    @api.constrains("user_id", "verifier_id")
    def _check_verifier_id(self):
        for measure in self:
            if measure.verifier_id and measure.verifier_id == measure.user_id:
                raise ValidationError(
                    self.env._(
                        "%(measure)s: %(user)s owns it; somebody else verifies it.",
                        measure=measure.name,
                        user=measure.user_id.name,
                    )
                )

    @api.constrains("user_id", "verifier_id")
    def _check_users(self):
        for user in self.user_id | self.verifier_id:
            if user.sudo().share:
                raise ValidationError(
                    self.env._(
                        "%s is not a colleague; measures are owned and verified by "
                        "colleagues.",
                        user.name,
                    )
                )

    @api.constrains("parent_id", "complaint_id")
    def _check_parent_id(self):
        for measure in self.filtered("parent_id"):
            if measure.parent_id.complaint_id != measure.complaint_id:
                raise ValidationError(
                    self.env._(
                        "%(measure)s follows a measure of the same complaint.",
                        measure=measure.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        measures = super().create(vals_list)
        measures._ask_owner()
        return measures

    def write(self, vals):
        if self._promised_fields & vals.keys() and not self.env.su:
            self._check_state(("open",))
        result = super().write(vals)
        if {"user_id", "date_due"} & vals.keys():
            self.filtered(lambda m: m.state == "open")._ask_owner()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_state(("open",))

    def action_record_done(self):
        return self._ask_step("done")

    def action_record_effective(self):
        return self._ask_step("effective")

    def action_record_ineffective(self):
        return self._ask_step("ineffective")

    def action_follow_up(self):
        """A new measure in the place of one that had no effect."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Measure instead of “%s”", self.name),
            "res_model": "crm.complaint.measure",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_complaint_id": self.complaint_id.id,
                "default_parent_id": self.id,
                "default_kind": self.kind,
                "default_cause_id": self.cause_id.id,
                "default_indicator": self.indicator,
                "default_indicator_before": self.indicator_after,
                "default_indicator_target": self.indicator_target,
            },
        }

    def action_open_complaint(self):
        self.ensure_one()
        self.complaint_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint",
            "res_id": self.complaint_id.id,
            "view_mode": "form",
        }

    def _ask_step(self, operation):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_measure_step_action"
        )
        action["context"] = {
            "default_measure_id": self.id,
            "default_operation": operation,
        }
        return action

    @api.model
    def _overdue_domain(self, today):
        return Domain("state", "=", "open") & Domain("date_due", "<", today)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from . import crm_qualification_rules as rules


class CrmQualificationPart(models.Model):
    """One section of one qualification: a person of a department assesses it."""

    _name = "crm.qualification.part"
    _description = "Section of a Qualification"
    _inherit = ["crm.guarded.mixin"]
    _order = "sequence, id"

    _frozen_fields = frozenset(
        {"name", "qualification_id", "section_id", "sequence", "weight"}
    )

    qualification_id = fields.Many2one(
        comodel_name="crm.qualification",
        required=True,
        ondelete="cascade",
        index=True,
    )
    customer_name = fields.Char(related="qualification_id.subject", string="Customer")
    company_id = fields.Many2one(
        related="qualification_id.company_id", store=True, index=True
    )
    state = fields.Selection(related="qualification_id.state", store=True, index=True)
    date_due = fields.Date(related="qualification_id.date_due", store=True)
    section_id = fields.Many2one(
        comodel_name="crm.qualification.section",
        string="Section of the Checklist",
        ondelete="set null",
    )
    name = fields.Char(string="Section", required=True)
    sequence = fields.Integer(default=10)
    weight = fields.Float(default=1.0)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Assessor",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    answer_ids = fields.One2many("crm.qualification.answer", "part_id")
    points = fields.Float(compute="_compute_points", store=True)
    points_max = fields.Float(
        string="Most Points", compute="_compute_points", store=True
    )
    percent = fields.Float(compute="_compute_points", store=True, aggregator="avg")
    note = fields.Text(string="Finding")
    is_done = fields.Boolean(string="Finished", readonly=True)
    date_done = fields.Date(string="Finished on", readonly=True)
    may_assess = fields.Boolean(compute="_compute_may_assess")

    @api.depends("answer_ids.points", "answer_ids.points_max")
    def _compute_points(self):
        for part in self:
            part.points = sum(part.answer_ids.mapped("points"))
            part.points_max = sum(part.answer_ids.mapped("points_max"))
            part.percent = rules.percent(part.points, part.points_max)

    @api.depends("is_done", "state", "user_id")
    @api.depends_context("uid")
    def _compute_may_assess(self):
        for part in self:
            mine = part.user_id == self.env.user
            part.may_assess = mine and part.state == "draft" and not part.is_done

    @api.depends("name", "qualification_id")
    def _compute_display_name(self):
        for part in self:
            part.display_name = f"{part.name} – {part.customer_name}"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Sections come from the checklist when it is started.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and "user_id" in vals:
            self._check_may_name()
            self._check_nameable(self.env["res.users"].browse(vals["user_id"] or []))
            vals = dict(vals)
            self.sudo().write({"user_id": vals.pop("user_id"), "is_done": False})
        if not self.env.su and vals:
            self._check_may_assess()
        return super().write(vals)

    def action_done(self):
        """The assessor says that every answer of the section was meant."""
        self.check_access("write")
        self._check_may_assess()
        for part in self:
            open_lines = part.answer_ids.filtered(
                lambda line: line.kind != "points" and not line._is_answered()
            )
            if open_lines:
                raise UserError(
                    self.env._(
                        "%(section)s: answer “%(criterion)s” first.",
                        section=part.name,
                        criterion=open_lines[0].name,
                    )
                )
        self.sudo().write(
            {"is_done": True, "date_done": fields.Date.context_today(self)}
        )
        self.sudo().answer_ids._compute_points()

    def action_reopen(self):
        """The assessor takes the section up again while nothing was handed in."""
        self.check_access("write")
        self.qualification_id._check_open()
        self._check_assessor()
        self.sudo().is_done = False

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _check_assessor(self):
        for part in self:
            if part.user_id != self.env.user and not self.env.su:
                raise AccessError(
                    self.env._(
                        "“%(section)s” of %(customer)s is assessed by %(assessor)s. "
                        "A leader or archive keeper may name another one.",
                        section=part.name,
                        customer=part.customer_name,
                        assessor=part.user_id.name,
                    )
                )

    def _check_may_name(self):
        """Leaders and archive keepers name assessors: nobody makes himself one."""
        self.qualification_id.check_access("write")
        self.qualification_id._check_open()
        roles = ("team", "archive")
        groups = [f"crm_lifecycle.crm_lifecycle_group_{role}" for role in roles]
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "Assessors are named by leaders and archive keepers. Ask yours to "
                    "give “%s” to somebody else.",
                    self[:1].name,
                )
            )

    def _check_nameable(self, user):
        """An assessor must be able to open what he assesses."""
        user = user.sudo()
        works_here = not self.qualification_id.company_id - user.company_ids
        if not works_here or not user.has_group(
            "crm_lifecycle.crm_lifecycle_group_user"
        ):
            raise UserError(
                self.env._(
                    "%(user)s cannot open “%(section)s”: name somebody of the company "
                    "who works with customers.",
                    user=user.name or "–",
                    section=self[:1].name,
                )
            )

    def _check_may_assess(self):
        self.qualification_id._check_open()
        self._check_assessor()
        done = self.filtered("is_done")
        if done and not self.env.su:
            raise UserError(
                self.env._(
                    "“%s” is finished. Take it up again to change it.", done[0].name
                )
            )

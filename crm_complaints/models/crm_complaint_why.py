# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CrmComplaintWhy(models.Model):
    """One "why?" of a case; several form a tree that ends in a cause of the list."""

    _name = "crm.complaint.why"
    _description = "Why of a Complaint"
    _inherit = ["crm.complaint.part.mixin"]
    _order = "complaint_id, question, sequence, id"
    _parent_store = True

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Because", required=True)
    question = fields.Selection(
        selection=[
            ("a_occurrence", "Why did it happen?"),
            ("b_detection", "Why was it not noticed?"),
        ],
        default="a_occurrence",
        required=True,
    )
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(),
        string="Branch",
        help="Branch of the fishbone diagram.",
    )
    parent_id = fields.Many2one(
        comodel_name="crm.complaint.why",
        string="Explains",
        index=True,
        ondelete="cascade",
        domain="[('complaint_id', '=', complaint_id), ('id', '!=', id)]",
        help="The statement that this one explains; empty: it explains the symptom.",
    )
    parent_path = fields.Char(index=True)
    level = fields.Integer(string="Why No.", compute="_compute_level")
    cause_id = fields.Many2one(
        comodel_name="crm.complaint.cause",
        string="Root Cause",
        ondelete="restrict",
        index="btree_not_null",
        help="Where the questioning ends: the cause in the company's own list.",
    )

    @api.depends("parent_path")
    def _compute_level(self):
        for why in self:
            why.level = (why.parent_path or "").count("/") or 1

    @api.model
    def _selection_kind(self):
        return [
            ("man", self.env._("Man")),
            ("machine", self.env._("Machine")),
            ("material", self.env._("Material")),
            ("method", self.env._("Method")),
            ("environment", self.env._("Environment")),
            ("measurement", self.env._("Measurement")),
        ]

    @api.constrains("parent_id", "complaint_id", "question")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A statement cannot explain itself, also not in a circle.")
            )
        for why in self.filtered("parent_id"):
            parent = why.parent_id
            if (parent.complaint_id, parent.question) != (
                why.complaint_id,
                why.question,
            ):
                raise ValidationError(
                    self.env._(
                        "“%(why)s” explains a statement of the same complaint and of "
                        "the same question.",
                        why=why.name,
                    )
                )

    def action_take_cause(self):
        """The root cause found here becomes the cause of the complaint."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        if not self.cause_id:
            raise UserError(
                self.env._(
                    "“%s” has no root cause yet; choose one from the list of causes.",
                    self.name,
                )
            )
        self.complaint_id.cause_id = self.cause_id

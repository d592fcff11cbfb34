# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCreditRatingLine(models.Model):
    _name = "crm.credit.rating.line"
    _description = "Answer of a Rating"
    _inherit = ["crm.guarded.mixin"]
    _order = "rating_id, sequence, id"
    _rec_name = "criterion_id"

    _frozen_fields = frozenset({"criterion_id", "rating_id"})

    rating_id = fields.Many2one(
        comodel_name="crm.credit.rating",
        required=True,
        ondelete="cascade",
        index=True,
    )
    sequence = fields.Integer(related="criterion_id.sequence", store=True)
    criterion_id = fields.Many2one(
        comodel_name="crm.credit.criterion", required=True, ondelete="restrict"
    )
    topic = fields.Selection(related="criterion_id.topic")
    kind = fields.Selection(related="criterion_id.kind")
    hint = fields.Char(related="criterion_id.note", string="Evidence")
    weight = fields.Float(readonly=True)
    value = fields.Float(
        string="Figure",
        compute="_compute_value",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_answered = fields.Boolean(
        compute="_compute_is_answered", store=True, precompute=True
    )
    level_id = fields.Many2one(
        comodel_name="crm.credit.criterion.level",
        string="Answer",
        compute="_compute_level_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('criterion_id', '=', criterion_id)]",
        ondelete="restrict",
    )
    share = fields.Float(related="level_id.share", string="Points (%)")
    note = fields.Char(string="Remark")

    @api.depends("criterion_id", "rating_id.customer_id")
    def _compute_value(self):
        """Facts are read when the rating is made; figures are typed."""
        for line in self:
            measured = line.criterion_id._measured_value(line.rating_id.customer_id)
            line.value = line.value if measured is None else measured

    @api.depends("criterion_id", "value")
    def _compute_level_id(self):
        for line in self:
            if line.criterion_id.kind == "choice":
                line.level_id = line.level_id
            elif line.criterion_id.kind == "fact" or line.value:
                line.level_id = line.criterion_id._level_of(line.value)
            else:
                line.level_id = False

    @api.depends("level_id")
    def _compute_is_answered(self):
        for line in self:
            line.is_answered = bool(line.level_id)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines.rating_id._check_open()
        return lines

    def write(self, vals):
        if not self.env.su:
            self.rating_id._check_open()
            if "value" in vals:
                self._check_typed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.rating_id._check_open()

    def _check_typed(self):
        facts = self.filtered(lambda line: line.kind == "fact")
        if facts:
            facts._check_guarded(["value"])

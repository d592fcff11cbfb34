# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmSatisfactionQuestion(models.Model):
    """One item of a survey, asked as what was expected and what was experienced."""

    _name = "crm.satisfaction.question"
    _description = "Question about Satisfaction"
    _order = "dimension_order, sequence, id"

    name = fields.Char(
        string="Item",
        required=True,
        translate=True,
        help="A statement the customer scores, such as “Keeps promises”.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    dimension_id = fields.Many2one(
        comodel_name="crm.satisfaction.dimension",
        required=True,
        index=True,
        ondelete="restrict",
    )
    dimension_order = fields.Integer(
        related="dimension_id.sequence", store=True, string="Order of the Dimension"
    )
    is_standard = fields.Boolean(
        string="In New Surveys", default=False, help="New surveys start with this item."
    )

    def write(self, vals):
        source = (self.env.lang or "en_US") == "en_US"
        if "dimension_id" in vals or ("name" in vals and source):
            self._check_unanswered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        self._check_unanswered()

    def _check_unanswered(self):
        """What was answered keeps its words, or old answers would mean new things.

        Translations may still be mended.
        """
        answers = self.env["crm.satisfaction.answer"].sudo()
        answered = answers.search([("question_id", "in", self.ids)], limit=1)
        if answered:
            raise UserError(
                self.env._(
                    "“%(question)s” was answered already and keeps its words. Archive "
                    "it and add a new question.",
                    question=answered.question_id.name,
                )
            )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_kano_feature import KANO_CLASSES
from .crm_kano_rules import code

KANO_ANSWERS = [
    ("like", "I like it"),
    ("expect", "I take it for granted"),
    ("neutral", "I do not care"),
    ("bear", "I can live with it"),
    ("dislike", "I dislike it"),
]


class CrmKanoAnswer(models.Model):
    """What one customer says to the presence and the absence of one feature."""

    _name = "crm.kano.answer"
    _description = "Answer of a Kano Study"
    _order = "date desc, id desc"
    _rec_name = "feature_id"
    _check_company_auto = True

    feature_id = fields.Many2one(
        comodel_name="crm.kano.feature", required=True, index=True, ondelete="cascade"
    )
    study_id = fields.Many2one(
        related="feature_id.study_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="feature_id.company_id", store=True, precompute=True, index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    date = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today
    )
    present = fields.Selection(
        selection=KANO_ANSWERS, string="If We Offer It", required=True
    )
    absent = fields.Selection(
        selection=KANO_ANSWERS, string="If We Do Not", required=True
    )
    kano_class = fields.Selection(
        selection=KANO_CLASSES,
        string="Kind of Quality",
        compute="_compute_kano_class",
        store=True,
        precompute=True,
    )
    remark = fields.Char()

    _customer_unique = models.UniqueIndex(
        "(feature_id, customer_id)",
        "This customer was asked about the feature already. Change that answer.",
    )

    @api.depends("absent", "present")
    def _compute_kano_class(self):
        for answer in self:
            answer.kano_class = (
                answer.present and answer.absent and code(answer.present, answer.absent)
            )

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        late = self.filtered(lambda answer: answer.date > today)
        if late:
            raise ValidationError(
                self.env._(
                    "%(customer)s cannot have been asked on %(day)s: that day is still "
                    "to come.",
                    customer=late[0].customer_id.display_name,
                    day=late[0].date,
                )
            )

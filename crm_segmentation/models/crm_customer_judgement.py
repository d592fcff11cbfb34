# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

MARKS = [
    ("1", "1 - Very weak"),
    ("2", "2 - Weak"),
    ("3", "3 - Fair"),
    ("4", "4 - Good"),
    ("5", "5 - Very good"),
]


class CrmCustomerJudgement(models.Model):
    """A mark that a person gave a customer for one criterion; the last one counts."""

    _name = "crm.customer.judgement"
    _description = "Judgement of a Customer"
    _inherit = ["crm.guarded.mixin", "crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "criterion_id"

    _guarded_fields = frozenset({"user_id", "date"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    criterion_id = fields.Many2one(
        comodel_name="crm.scorecard.criterion",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', 'judged'), ('company_id', 'in', [company_id, False])]",
    )
    scorecard_id = fields.Many2one(related="criterion_id.scorecard_id")
    help_text = fields.Text(related="criterion_id.help_text")
    mark = fields.Selection(selection=MARKS, required=True)
    points = fields.Integer(
        compute="_compute_points", store=True, precompute=True, aggregator="avg"
    )
    reason = fields.Text(required=True, help="What you saw or heard, and from whom.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Judged by",
        required=True,
        default=lambda self: self.env.user,
        readonly=True,
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )

    @api.depends("mark")
    def _compute_points(self):
        for judgement in self:
            judgement.points = 25 * (int(judgement.mark or 1) - 1)

    @api.constrains("criterion_id", "customer_id")
    def _check_criterion_id(self):
        for judgement in self:
            criterion = judgement.criterion_id
            if criterion.kind != "judged" or (
                criterion.company_id
                and criterion.company_id != judgement.customer_id.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(criterion)s is not judged for %(customer)s. Choose a "
                        "criterion of the kind Judgement of the same company.",
                        criterion=criterion.name,
                        customer=judgement.customer_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever may write the customer may judge it."""
        judgements = super().create(vals_list)
        judgements.customer_id.check_access("write")
        self.env["res.company"]._mark_scores_stale(judgements.company_id)
        return judgements

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmAgeingBucket(models.Model):
    """How old a claim is, and how likely such a claim is paid within its week."""

    _name = "crm.ageing.bucket"
    _description = "Ageing Bucket"
    _order = "days_from"

    name = fields.Char(required=True, translate=True)
    days_from = fields.Integer(
        string="Days Overdue from",
        required=True,
        help="Claims overdue by so many days or more, up to the next bucket. Negative "
        "days are days until the claim falls due.",
    )
    probability = fields.Float(
        string="Probability (%)",
        default=100.0,
        required=True,
        help="Share of such claims that the forecast of receipts expects.",
    )

    _days_unique = models.UniqueIndex(
        "(days_from)", "There is a bucket that begins on that day."
    )
    _probability_range = models.Constraint(
        "CHECK (probability >= 0 AND probability <= 100)",
        "A probability lies between 0 and 100 percent.",
    )

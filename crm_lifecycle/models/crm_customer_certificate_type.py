# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerCertificateType(models.Model):
    """A licence or permit that customers of some kinds must have."""

    _name = "crm.customer.certificate.type"
    _description = "Type of Certificate"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    remind_days = fields.Integer(
        string="Remind before (Days)",
        default=30,
        help="Days before the end from which the owner is reminded.",
    )
    kind_ids = fields.Many2many(
        comodel_name="crm.customer.kind",
        relation="crm_customer_kind_certificate_rel",
        string="Required for",
    )

    _remind_positive = models.Constraint(
        "CHECK (remind_days >= 0)", "A reminder comes before the end, not after."
    )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSourceDirectory(models.Model):
    """Where potential customers are looked for: friends, groups, journals, rivals."""

    _name = "crm.source.directory"
    _description = "Directory of Potential Customers"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    customer_count = fields.Integer(
        string="Customers", compute="_compute_customer_count"
    )

    def _compute_customer_count(self):
        counts = dict(
            self.env["crm.customer"]._read_group(
                [("directory_id", "in", self.ids)], ["directory_id"], ["__count"]
            )
        )
        for directory in self:
            directory.customer_count = counts.get(directory, 0)

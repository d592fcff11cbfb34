# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerDevelopmentMixin(models.AbstractModel):
    """Events of the customer, and its place in reactivation lists."""

    _name = "crm.customer.development.mixin"
    _description = "Development of the Customer"

    directory_id = fields.Many2one(
        comodel_name="crm.source.directory",
        index="btree_not_null",
        ondelete="restrict",
        help="The directory of potential customers they come from.",
    )
    event_ids = fields.One2many("crm.customer.event", "customer_id", string="Events")
    reactivation_line_ids = fields.One2many(
        "crm.reactivation.line", "customer_id", string="Reactivations"
    )

    def _take_directory(self, directory):
        """The first lead or registration says where the customer comes from."""
        if directory:
            self.sudo().filtered(lambda c: not c.directory_id).directory_id = directory

    def _prepare_developments_for_merge(self, kept):
        """A list asks a customer once: the line of the kept account stays."""
        there = kept.reactivation_line_ids.list_id
        for line in self.reactivation_line_ids:
            if line.list_id in there:
                line.unlink()
            else:
                there |= line.list_id

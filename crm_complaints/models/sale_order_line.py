# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

LINKS = frozenset({"compensation_line_id", "complaint_discount_id"})
AGREED = frozenset(
    {
        "discount",
        "order_id",
        "price_unit",
        "product_id",
        "product_uom_id",
        "product_uom_qty",
        "tax_ids",
    }
)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    compensation_line_id = fields.Many2one(
        comodel_name="crm.complaint.compensation.line",
        string="Compensation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The goods that this line sends again free of charge.",
    )
    complaint_discount_id = fields.Many2one(
        comodel_name="crm.complaint.discount",
        string="Discount Promised",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def default_get(self, fields):
        """No context of a caller links a line to a compensation."""
        if not self.env.su:
            fields = [name for name in fields if name not in LINKS]
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_links(vals)
        lines = super().create(vals_list)
        if not self.env.su and any(lines.order_id.mapped("is_gratis")):
            lines.filtered("order_id.is_gratis")._refuse_agreed()
        return lines

    def write(self, vals):
        if not self.env.su:
            self._check_links(vals)
            if AGREED & vals.keys():
                agreed = self.filtered(
                    lambda line: (
                        line.sudo().complaint_discount_id or line.order_id.is_gratis
                    )
                )
                agreed._refuse_agreed()
        return super().write(vals)

    def unlink(self):
        """A discount that is taken off a quotation is free for another one."""
        rights = self.sudo().complaint_discount_id
        result = super().unlink()
        if not self.env.context.get("keep_discount_right"):
            rights.filtered(lambda right: not right.order_line_ids)._release()
        return result

    @api.model
    def _check_links(self, vals):
        if LINKS & vals.keys():
            raise UserError(
                self.env._("A compensation is put on an order by its own buttons.")
            )

    def _refuse_agreed(self):
        for line in self[:1]:
            raise UserError(
                self.env._(
                    "%(order)s carries out a compensation: goods, quantity and price "
                    "are those the customer accepted. Use another order, or cancel "
                    "this one and make a new offer at the complaint.",
                    order=line.order_id.name,
                )
            )

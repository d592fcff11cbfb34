# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.crm_complaints.models.crm_complaint_line_mixin import CHOICES


class CrmComplaintLine(models.Model):
    _inherit = "crm.complaint.line"

    delivery_line_id = fields.Many2one(
        comodel_name="stock.move.line",
        string="Delivered Line",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        domain=lambda self: self._delivery_line_domain(),
        help="What was delivered, when, and of which lot.",
    )
    picking_id = fields.Many2one(
        related="delivery_line_id.picking_id", store=True, index="btree_not_null"
    )
    lot_id = fields.Many2one(
        comodel_name="stock.lot",
        compute="_compute_lot_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
    )

    @api.depends("delivery_line_id")
    def _compute_lot_id(self):
        for line in self:
            line.lot_id = line.sudo().delivery_line_id.lot_id or line.lot_id

    @api.constrains("delivery_line_id", "complaint_id")
    def _check_delivery_line_id(self):
        for line in self.filtered("delivery_line_id"):
            picking = line.sudo().delivery_line_id.picking_id
            customer = line.complaint_id.partner_id.commercial_partner_id
            done = picking.state == "done" and picking.picking_type_code == "outgoing"
            if not done or picking.partner_id.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(delivery)s is not a delivery to %(customer)s.",
                        delivery=picking.display_name,
                        customer=customer.display_name,
                    )
                )

    @api.constrains("lot_id", "product_id")
    def _check_lot_id(self):
        for line in self.filtered("lot_id"):
            lot = line.sudo().lot_id
            if lot.product_id != line.product_id:
                raise ValidationError(
                    self.env._(
                        "%(lot)s is not a lot of %(product)s.",
                        lot=lot.name,
                        product=line.product_id.display_name,
                    )
                )

    @api.model
    def _delivery_line_domain(self):
        """Lines of finished deliveries to customers."""
        return [
            ("state", "=", "done"),
            ("picking_code", "=", "outgoing"),
            ("product_id", "!=", False),
        ]

    @api.model
    def _claimable_delivery_lines(self, partner, wanted=()):
        """Delivered lines (superuser) that a partner's company may complain about."""
        company = partner.commercial_partner_id
        domain = (
            Domain(self._delivery_line_domain())
            & Domain("picking_id.partner_id", "child_of", company.id)
            & Domain(list(wanted))
        )
        lines = self.env["stock.move.line"].sudo()
        return lines.search(domain, order="date desc, id", limit=CHOICES)

    @api.model
    def _values_from_delivery_line(self, delivered):
        delivered = delivered.sudo()
        return {
            "delivery_line_id": delivered.id,
            "order_line_id": delivered.move_id.sale_line_id.id,
            "product_id": delivered.product_id.id,
            "quantity": delivered.quantity,
            "lot_id": delivered.lot_id.id,
        }

    @api.model
    def _portal_choices(self, partner, words=""):
        names = ("picking_id.name", "product_id", "lot_id.name")
        wanted = self._portal_search(names, words)
        deliveries = [
            (f"d{line.id}", self._delivery_label(line))
            for line in self._claimable_delivery_lines(partner, wanted)
        ]
        choices = super()._portal_choices(partner, words)
        if deliveries:
            choices.insert(0, (self.env._("Deliveries"), deliveries))
        return choices

    @api.model
    def _delivery_label(self, line):
        label = self._portal_label(line.picking_id, line, line.quantity)
        if line.lot_id:
            return self.env._("%(line)s, lot %(lot)s", line=label, lot=line.lot_id.name)
        return label

    @api.model
    def _label_of_document(self, document):
        if document._name == "stock.move.line":
            return self._delivery_label(document)
        return super()._label_of_document(document)

    @api.model
    def _portal_document(self, partner, value):
        number = value[1:]
        if value[:1] == "d" and number.isdecimal() and len(number) < 10:
            wanted = [("id", "=", int(number))]
            return self._claimable_delivery_lines(partner, wanted) or None
        return super()._portal_document(partner, value)

    @api.model
    def _values_from_document(self, document):
        if document._name == "stock.move.line":
            return self._values_from_delivery_line(document)
        return super()._values_from_document(document)

    @api.model
    def _repeat_fields(self):
        return [*super()._repeat_fields(), "lot_id"]

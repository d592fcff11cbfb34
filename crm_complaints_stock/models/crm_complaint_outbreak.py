# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time

from odoo import api, fields, models


class CrmComplaintOutbreak(models.Model):
    _inherit = "crm.complaint.outbreak"

    lot_id = fields.Many2one(
        "stock.lot", readonly=True, ondelete="restrict", index="btree_not_null"
    )

    @api.depends("lot_id")
    def _compute_name(self):
        return super()._compute_name()

    def _subject_record(self):
        return self.lot_id or super()._subject_record()

    @api.model
    def _prepare_subject_values(self, name, record):
        values = super()._prepare_subject_values(name, record)
        if name == "lot_id":
            values["product_id"] = record.product_id.id
        return values

    @api.model
    def _radar_fields(self):
        return [*super()._radar_fields(), "lot_id"]

    @api.model
    def _count_sold(self, company, name, records, span):
        """A lot is exposed by its deliveries; a new lot has no usual cases.

        What was sent again free of charge makes no lot better.
        """
        if name != "lot_id":
            return super()._count_sold(company, name, records, span)
        start, end = span
        groups = self.env["stock.move.line"]._read_group(
            [
                *self.env["crm.complaint.line"]._delivery_line_domain(),
                ("lot_id", "in", [record.id for record in records]),
                ("company_id", "=", company.id),
                ("date", ">=", datetime.combine(start, time.min)),
                ("date", "<", datetime.combine(end, time.min)),
                "|",
                ("move_id.sale_line_id", "=", False),
                ("move_id.sale_line_id.order_id.is_gratis", "=", False),
            ],
            ["lot_id"],
            ["__count"],
        )
        return dict(groups)

    def _received(self):
        """Everybody to whom the lot was delivered, whenever that was."""
        if not self.lot_id:
            return super()._received()
        lines = self.env["stock.move.line"].search(
            [
                *self.env["crm.complaint.line"]._delivery_line_domain(),
                ("lot_id", "=", self.lot_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        found = {}
        for line in lines:
            customer = line.picking_id.partner_id.commercial_partner_id
            if not customer:
                continue
            quantity, last = found.get(customer, (0.0, line.date.date()))
            day = max(last, line.date.date())
            found[customer] = (quantity + line.quantity, day)
        return found

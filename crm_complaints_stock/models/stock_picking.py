# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "crm.complaint.entry.button.mixin"]

    complaint_compensation_id = fields.Many2one(
        comodel_name="crm.complaint.compensation",
        string="Compensation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The goods come back against credit: received here, they are credited.",
    )
    complaint_count = fields.Integer(
        string="Complaints", compute="_compute_complaint_count"
    )

    def _compute_complaint_count(self):
        groups = self.env["crm.complaint.line"]._read_group(
            [("picking_id", "in", self.ids)],
            ["picking_id"],
            ["complaint_id:count_distinct"],
        )
        counts = {picking.id: count for picking, count in groups}
        for picking in self:
            picking.complaint_count = counts.get(picking.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        pickings = super().create(vals_list)
        if not self.env.su and pickings.sudo().complaint_compensation_id:
            self._refuse_compensation()
        return pickings

    def write(self, vals):
        if not self.env.su and "complaint_compensation_id" in vals:
            self._refuse_compensation()
        return super().write(vals)

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("line_ids.picking_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def action_cancel(self):
        """A return that never comes is the agent's to give up or to credit."""
        waited = self.filtered(lambda picking: picking.state not in ("done", "cancel"))
        result = super().action_cancel()
        waited.sudo().complaint_compensation_id._goods_came_back()
        return result

    def _action_done(self):
        result = super()._action_done()
        self.sudo().complaint_compensation_id._goods_came_back()
        return result

    def _create_backorder(self, backorder_moves=None):
        """What is still to come back belongs to the same compensation."""
        backorders = super()._create_backorder(backorder_moves)
        for picking in backorders.sudo():
            offer = picking.backorder_id.complaint_compensation_id
            picking.complaint_compensation_id = offer
        return backorders

    @api.model
    def _refuse_compensation(self):
        raise AccessError(
            self.env._(
                "The return of a compensation is made when the customer accepts."
            )
        )

    def _prepare_complaint_defaults(self):
        """The customer of the delivery; a single line with its lot is filled in."""
        lines = self.env["crm.complaint.line"]
        single = self.move_line_ids if len(self.move_line_ids) == 1 else []
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "lines": [lines._values_from_delivery_line(line) for line in single],
        }

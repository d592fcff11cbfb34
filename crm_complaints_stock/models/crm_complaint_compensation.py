# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_complaints.models.crm_complaint_readers import told_to


class CrmComplaintCompensation(models.Model):
    """Goods that come back against credit: the return in Inventory, and its end."""

    _inherit = "crm.complaint.compensation"

    return_picking_ids = fields.One2many(
        comodel_name="stock.picking",
        inverse_name="complaint_compensation_id",
        string="Returns",
        readonly=True,
    )
    return_state = fields.Selection(
        selection=[
            ("expected", "Expected"),
            ("received", "Received"),
            ("short", "Less Came Back"),
        ],
        string="Return",
        compute="_compute_return_state",
    )

    @api.depends("return_picking_ids.state", "line_ids.quantity")
    def _compute_return_state(self):
        for offer in self.sudo():
            pickings = offer.return_picking_ids
            if offer._open_returns():
                offer.return_state = "expected"
            elif not pickings:
                offer.return_state = False
            else:
                is_whole = all(
                    line._quantity_back() >= quantity
                    for line, quantity in offer._returned_quantities()
                )
                offer.return_state = "received" if is_whole else "short"

    def action_view_returns(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        pickings = self.return_picking_ids
        action["domain"] = [("id", "in", pickings.ids)]
        action["context"] = {"create": False}
        if len(pickings) == 1:
            views = [(False, "form")]
            action.update(view_mode="form", views=views, res_id=pickings.id)
        return action

    def action_goods_received(self):
        """What Inventory waits for is received there; the credit note follows."""
        for offer in self.sudo():
            if waiting := offer._open_returns():
                raise UserError(
                    self.env._(
                        "%(offer)s: Inventory waits for the goods with %(returns)s. "
                        "Receive them there, and the credit note follows by itself; "
                        "or cancel the return when the goods took another way.",
                        offer=offer.display_name,
                        returns=", ".join(waiting.mapped("name")),
                    )
                )
        return super().action_goods_received()

    def _check_return(self):
        result = super()._check_return()
        for line, quantity in self._returned_quantities():
            left = line._quantity_returnable()
            if quantity > left:
                raise ValidationError(
                    self.env._(
                        "%(line)s: %(quantity)g to come back, but only %(left)g were "
                        "delivered and not yet returned.",
                        line=line.order_line_id.display_name,
                        quantity=quantity,
                        left=left,
                    )
                )
        return result

    def _returned_quantities(self):
        """[(line, agreed quantity)] of goods that Inventory moves to the customer, one
        for each line of an order."""
        moved = self.line_ids.filtered(lambda line: line._moves_out())
        return [
            (lines[0], sum(lines.mapped("quantity")))
            for lines in moved.grouped("order_line_id").values()
        ]

    def _open_returns(self):
        return self.return_picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )

    def _expect_goods(self):
        """The returns of the deliveries, one each, unless they are waited for."""
        result = super()._expect_goods()
        if self._open_returns():
            return result
        wanted = {}
        for line, quantity in self._returned_quantities():
            wanted.update(line._split_over_deliveries(quantity))
        for picking in self.env["stock.picking"].union(
            *(move.picking_id for move in wanted)
        ):
            self._make_return(picking, wanted)
        return result

    def _make_return(self, picking, wanted):
        """Odoo's own return of a delivery. It leaves the delivered quantity of the
        order alone, because the compensation credits the goods, not the order."""
        wizard = (
            self.env["stock.return.picking"]
            .with_company(self.company_id)
            .create({"picking_id": picking.id})
        )
        for row in wizard.product_return_moves:
            row.quantity = wanted.get(row.move_id, 0.0)
            row.to_refund = False
        returned = wizard._create_return()
        returned.write(
            {
                "complaint_compensation_id": self.id,
                "origin": f"{self.complaint_id.name}, {picking.name}",
            }
        )
        return returned

    def _withdraw(self, partner, reason=""):
        """A return that is given up is not waited for either."""
        result = super()._withdraw(partner, reason)
        self.sudo()._open_returns().action_cancel()
        return result

    def _goods_came_back(self):
        """Inventory received goods: all of them are credited at once; when it is less
        the agent decides. What accounting refuses does not keep the goods out."""
        waiting = self.filtered(lambda o: o.state == "accepted" and not o.move_id)
        for offer in waiting:
            if offer.return_state == "received":
                offer._lock()
                offer._check_state(("accepted",))
                offer.write(
                    {
                        "date_received": fields.Date.context_today(offer),
                        "received_by_id": self.env.uid,
                    }
                )
                offer._credit_what_came_back()
            elif offer.return_state == "short":
                offer._call_about_short_return()

    def _credit_what_came_back(self):
        try:
            with self.env.cr.savepoint():
                self._make_later()
        except (UserError, ValidationError) as error:
            self._call_agent(str(error))

    def _call_about_short_return(self):
        agent = self._who_books()
        words = told_to(self, agent).env
        self.complaint_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=words._("%s: less came back than agreed", self.display_name),
            note=words._(
                "Press Goods Received to credit the whole amount all the same, or take "
                "the offer back and make one of what came."
            ),
            user_id=agent.id,
        )

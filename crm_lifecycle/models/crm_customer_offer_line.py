# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerOfferLine(models.Model):
    """One customer who gets news or an offer, or why it does not."""

    _name = "crm.customer.offer.line"
    _description = "Customer of News or an Offer"
    _inherit = ["crm.guarded.mixin"]
    _order = "date_sent desc, id desc"
    _rec_name = "offer_id"

    _frozen_fields = frozenset({"customer_id", "offer_id"})

    offer_id = fields.Many2one(
        comodel_name="crm.customer.offer",
        string="News or Offer",
        required=True,
        ondelete="cascade",
        index=True,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    kind = fields.Selection(related="offer_id.kind", related_sudo=True)
    sender_id = fields.Many2one(
        related="offer_id.user_id", string="Sender", related_sudo=True
    )
    date_until = fields.Date(related="offer_id.date_until", related_sudo=True)
    state = fields.Selection(
        selection=[("waiting", "Not Sent"), ("sent", "Sent"), ("left_out", "Left Out")],
        string="Status",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    date_sent = fields.Datetime(string="Sent on", readonly=True)
    reason = fields.Char(string="Why Not", readonly=True)

    _once = models.UniqueIndex(
        "(offer_id, customer_id)", "This customer is on the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines.offer_id._check_sender()
            lines.customer_id.check_access("read")
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if not self.env.su:
            self.offer_id._check_sender()

    def _reasons_to_leave_out(self):
        """{line id: why this customer gets no news}; a constant number of queries."""
        company = self.offer_id.company_id
        customers = self.customer_id.sudo()
        blocks = self.env["crm.sale.block"].sudo()
        today = customers._today(company)
        blocked = blocks.search(
            Domain("customer_id", "in", customers.ids) & blocks._current_domain(today)
        ).customer_id
        reasons = {}
        for line in self:
            customer = line.customer_id.sudo()
            if customer in blocked:
                reasons[line.id] = self.env._("on the do-not-sell list")
            elif reason := customer._reason_against_news(company):
                reasons[line.id] = reason
        return reasons

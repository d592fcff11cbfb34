# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmOrderConflictMixin(models.AbstractModel):
    """A second salesperson quotes the same product to the same customer (S-121).

    Off, a warning on the quotation, or a refusal to send and confirm it: a setting of
    the company, checked on the server.
    """

    _name = "crm.order.conflict.mixin"
    _description = "Two Quotations of One Product"

    quote_conflict = fields.Char(
        string="Also Quoted by a Colleague", compute="_compute_quote_conflict"
    )

    @api.depends("partner_id", "company_id", "user_id", "state")
    @api.depends_context("uid")
    def _compute_quote_conflict(self):
        for order in self:
            order.quote_conflict = order._quote_conflict_message()

    def _quote_conflict_message(self):
        """Sentence that names the colleague's quotation, or nothing."""
        self.ensure_one()
        if (
            self.company_id.lifecycle_quote_conflict in (False, "off")
            or self.state not in ("draft", "sent")
            or not self.partner_id
        ):
            return False
        other = self._colleagues_quotations()[:1]
        if not other:
            return False
        products = self.order_line.product_id & other.order_line.product_id
        visible = other.with_env(self.env).has_access("read")
        return self.env._(
            "%(colleague)s quoted %(product)s to %(customer)s on %(day)s "
            "(%(number)s). Agree on one price before you send yours.",
            colleague=other.user_id.name,
            product=products[:1].display_name,
            customer=self.partner_id.commercial_partner_id.display_name,
            day=fields.Date.to_string(other.date_order),
            number=other.name if visible else self.env._("a quotation you may not see"),
        )

    def _colleagues_quotations(self):
        """Quotations and orders of others with one of these products (superuser)."""
        days = self.company_id.lifecycle_quote_conflict_days
        since = fields.Datetime.now() - timedelta(days=days)
        return (
            self.env["sale.order"]
            .sudo()
            .search(
                Domain(
                    "partner_id", "child_of", self.partner_id.commercial_partner_id.id
                )
                & Domain("company_id", "=", self.company_id.id)
                & Domain("state", "in", ("sent", "sale"))
                & Domain("date_order", ">=", since)
                & Domain("user_id", "not in", (False, self.user_id.id))
                & Domain("id", "!=", self._origin.id)
                & Domain("order_line.product_id", "in", self.order_line.product_id.ids),
                order="date_order desc",
                limit=1,
            )
        )

    def _check_quote_conflict(self):
        """Refuses where the company blocks; called before sending and confirming."""
        for order in self.filtered(
            lambda o: o.company_id.lifecycle_quote_conflict == "block"
        ):
            if message := order._quote_conflict_message():
                raise UserError(message)

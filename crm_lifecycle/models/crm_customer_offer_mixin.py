# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerOfferMixin(models.AbstractModel):
    """News and offers that the customer got, and whether it wants any."""

    _name = "crm.customer.offer.mixin"
    _description = "News and Offers to the Customer"

    news_consent = fields.Selection(
        selection=[("yes", "Wants them"), ("no", "Wants none")],
        string="News and Offers",
        tracking=True,
        help="Empty: not asked yet; the company's settings say whether such customers "
        "get news.",
    )
    offer_line_ids = fields.One2many("crm.customer.offer.line", "customer_id")
    offer_latest = fields.Char(
        string="Latest News and Offers", compute="_compute_offer_latest"
    )

    @api.depends("offer_line_ids.state", "offer_line_ids.date_sent")
    def _compute_offer_latest(self):
        lines = self.env["crm.customer.offer.line"].search_fetch(
            [("customer_id", "in", self.ids), ("state", "=", "sent")],
            ["customer_id", "date_sent", "offer_id"],
        )
        by_customer = lines.grouped("customer_id")
        for customer in self:
            latest = by_customer.get(customer._origin, lines.browse())[:3]
            customer.offer_latest = " · ".join(
                f"{fields.Date.to_string(line.date_sent.date())} "
                f"{line.offer_id.sudo().name}"
                for line in latest
            )

    def action_prepare_offer(self):
        """A draft of news for the chosen customers."""
        self.check_access("read")
        offer = self.env["crm.customer.offer"].create(
            {
                "name": self.env._("News from %s", self.env.company.name),
                "company_id": self[:1].company_id.id or self.env.company.id,
            }
        )
        offer._add(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer.offer",
            "res_id": offer.id,
            "views": [(False, "form")],
        }

    def _reason_against_news(self, company):
        """Why this customer gets no news by mail; empty when it may get them."""
        self.ensure_one()
        if self.news_consent == "no":
            return self.env._("wants no news")
        if company.lifecycle_offer_consent and self.news_consent != "yes":
            return self.env._("did not agree to news yet")
        if not self.partner_id.email_normalized:
            return self.env._("has no mail address")
        if self.partner_id.is_blacklisted:
            return self.env._("its address is on the list of no mails")
        return ""

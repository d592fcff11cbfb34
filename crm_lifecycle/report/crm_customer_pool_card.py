# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class CrmCustomerPoolCard(models.Model):
    """A customer of the pool as those who may claim him see him: masked.

    The name is masked in the query, so that neither reading nor searching nor
    exporting tells it; phone, mail and people are not columns at all. The id is that
    of the customer.
    """

    _name = "crm.customer.pool.card"
    _description = "Customer in the Pool"
    _auto = False
    _order = "expected_value desc, id desc"
    _depends = {
        "crm.customer": [
            "active",
            "amount_12m",
            "amount_prev_12m",
            "company_id",
            "date_last_order",
            "date_pool",
            "order_count",
            "partner_id",
            "pool_id",
            "quotation_amount",
            "stage_id",
            "vip_tier_id",
        ],
        "res.partner": ["city", "country_id", "industry_id", "name"],
    }

    name = fields.Char(readonly=True)
    pool_id = fields.Many2one("crm.customer.pool", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    stage_id = fields.Many2one("crm.lifecycle.stage", readonly=True)
    vip_tier_id = fields.Many2one("crm.vip.tier", string="VIP Tier", readonly=True)
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    city = fields.Char(readonly=True)
    expected_value = fields.Monetary(
        readonly=True,
        help="The better of the last two years' turnover, plus open quotations.",
    )
    order_count = fields.Integer(string="Orders", readonly=True)
    date_last_order = fields.Date(string="Last Order on", readonly=True)
    date_pool = fields.Datetime(string="In the Pool since", readonly=True)
    refusal = fields.Char(string="Not Yet", compute="_compute_refusal")

    @api.depends_context("uid")
    def _compute_refusal(self):
        """Why the reader cannot claim this card now: cool-down or rest."""
        now = fields.Datetime.now()
        ledger = self.env["crm.customer.ownership"]
        for pool, cards in self.grouped(lambda c: c.sudo().pool_id).items():
            since = now - timedelta(days=pool.cooldown_days)
            customers = self.env["crm.customer"].browse(cards.ids)
            lost = set()
            if pool.cooldown_days:
                lost = ledger._lost_since(customers, self.env.user, since)
            rested = now - timedelta(days=pool.rest_days)
            for card in cards:
                card.refusal = False
                if card.id in lost:
                    card.refusal = self.env._(
                        "You held it within %s days", pool.cooldown_days
                    )
                elif pool.rest_days and card.date_pool and card.date_pool > rested:
                    card.refusal = self.env._(
                        "Rests until %s",
                        (card.date_pool + timedelta(days=pool.rest_days)).date(),
                    )

    def action_claim(self):
        """One tap: the customer is the acting user's, or a sentence says why not."""
        self.browse().check_access("read")
        customers = self.env["crm.customer"].browse(self.ids)
        customers._claim()
        pool = (
            self.env["crm.customer.ownership"]
            .sudo()
            .search(
                [("customer_id", "in", customers.ids), ("kind", "=", "claim")], limit=1
            )
            .pool_id
        )
        names = ", ".join(customers.mapped("display_name"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Yours: %s", names),
                "message": pool._allowance(self.env.user).reason,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @property
    def _table_query(self):
        return SQL(
            """
SELECT customer.id,
       regexp_replace(
           regexp_replace(partner.name, '(\\S)\\S+(\\S)', '\\1•••\\2', 'g'),
           '(^|\\s)(\\S)\\S(?=\\s|$)', '\\1\\2•', 'g') AS name,
       customer.pool_id, customer.company_id, customer.stage_id, customer.vip_tier_id,
       partner.industry_id, partner.country_id, partner.city,
       GREATEST(customer.amount_12m, customer.amount_prev_12m, 0)
           + COALESCE(customer.quotation_amount, 0) AS expected_value,
       customer.order_count, customer.date_last_order, customer.date_pool
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE customer.active AND customer.pool_id IS NOT NULL
"""
        )

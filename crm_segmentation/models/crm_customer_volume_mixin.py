# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models import crm_customer_queries
from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_volume_queries import VOLUME_FACT_COLUMNS, volume_facts


class CrmCustomerVolumeMixin(models.AbstractModel):
    """Share of the company and of the customer's own volume; product tasks."""

    _name = "crm.customer.volume.mixin"
    _description = "Shares of Customers"
    _inherit = ["crm.customer.facts.mixin"]

    trade_type_id = fields.Many2one("crm.trade.type")
    company_share = fields.Float()
    volume_ids = fields.One2many("crm.customer.volume", "customer_id")
    product_task_ids = fields.One2many("crm.product.task", "customer_id")
    product_task_count = fields.Integer(
        string="Product Tasks", compute="_compute_product_task_count"
    )
    own_volume = fields.Monetary(
        string="Own Volume in a Year",
        readonly=True,
        copy=False,
        help="What the customer trades in all, as found out last, brought to 365 days.",
    )
    date_own_volume = fields.Date(
        string="Own Volume Known until", readonly=True, copy=False
    )
    wallet_share = fields.Float(
        string="Share of Wallet",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Our turnover of that period against the customer's own volume; while the "
        "period runs, our turnover is brought to its full length.",
    )
    share_required = fields.Float(
        string="Required Share",
        related="trade_type_id.customer_share_required",
        help="Part of the company's turnover that each customer of the trade type "
        "should reach.",
    )
    is_below_required_share = fields.Boolean(
        string="Below the Required Share",
        compute="_compute_is_below_required_share",
        search="_search_is_below_required_share",
    )

    def _compute_product_task_count(self):
        groups = self.env["crm.product.task"]._read_group(
            [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.product_task_count = counts.get(customer.id, 0)

    @api.depends("company_share", "share_required")
    def _compute_is_below_required_share(self):
        for customer in self:
            required = customer.share_required
            customer.is_below_required_share = customer.company_share < required

    def _search_is_below_required_share(self, operator, value):
        if operator != "in":
            return NotImplemented
        types = self.env["crm.trade.type"].search([("customer_share_required", ">", 0)])
        return Domain.OR(
            Domain("trade_type_id", "=", trade_type.id)
            & Domain("company_share", "<", trade_type.customer_share_required)
            for trade_type in types
        )

    def action_view_product_tasks(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_product_task_action")

    def action_view_products(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_customer_product_action")

    def action_view_volumes(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_customer_volume_action")

    def _action_view_sales(self, date_from, date_to, domain=()):
        """Order lines of the customer between two days, both included."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "sale.report",
            "view_mode": "list,pivot,graph",
            "domain": [
                ("commercial_partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
                ("date", ">=", date_from),
                ("date", "<", fields.Date.add(date_to, days=1)),
                *domain,
            ],
        }

    @api.model
    def _fact_sources(self, scope):
        source = FactSource(VOLUME_FACT_COLUMNS, volume_facts(scope))
        return [*super()._fact_sources(scope), source]

    @api.model
    def _apply_rules(self, scope):
        changed = super()._apply_rules(scope)
        self.env["crm.product.task"]._store_progress(scope)
        return changed

    def _touch_for_volume(self):
        if self:
            self.env.execute_query(crm_customer_queries.touch_accounts(self.ids))
            self._wake_refresh()

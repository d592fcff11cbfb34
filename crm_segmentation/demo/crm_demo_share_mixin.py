# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import date_utils

# What the policy wants of the turnover, and of the company from each customer.
POLICY = {"key_account": (0.6, 0.02), "distributor": (0.25, 0), "retailer": (0.15, 0)}
# Whose volume was found out: place among the largest, source, part that we supply.
VOLUMES = (
    (0, "volume", 0.7),
    (1, "statement", 0.45),
    (2, "plan", 0.3),
    (3, "companies", 0.2),
    (4, "purchases", 0.85),
    (5, "stock", 0.5),
)
# Targets of the month against an average one of the last year.
TARGETS = (0.6, 1.0, 1.4, 2.5)


class CrmDemoShareMixin(models.AbstractModel):
    """Policy, product tasks and own volumes of the demo company's largest customers."""

    _name = "crm.demo.share.mixin"
    _description = "Demo: Shares"

    @api.model
    def _load_shares(self, companies):
        for kind, (wanted, required) in POLICY.items():
            trade_type = self.env.ref(f"crm_segmentation.crm_trade_type_{kind}")
            trade_type.target_share = wanted
            trade_type.customer_share_required = required
        for company in companies:
            largest = self.env["crm.customer"].search(
                [("company_id", "=", company.id), ("amount_12m", ">", 0)],
                order="amount_12m desc, id",
                limit=8,
            )
            self._create_volumes(largest)
            self._create_tasks(largest)

    @api.model
    def _create_volumes(self, customers):
        """Of the twelve full months before this one."""
        this_month = date_utils.start_of(self._today(), "month")
        first = this_month - relativedelta(years=1)
        last = this_month - relativedelta(days=1)
        values = []
        for customer, (place, source, part) in zip(customers, VOLUMES, strict=False):
            volume = customer.amount_12m / part
            values.append(
                {
                    "customer_id": customer.id,
                    "date_from": first,
                    "date_to": last,
                    "date": self._today() - relativedelta(days=20 + place),
                    "source": source,
                    "amount": round(volume, -3),
                    "stock_value": round(volume / 12, -2),
                    "stock_days": 30,
                    "user_id": customer.user_id.id or self.env.uid,
                }
            )
        self.env["crm.customer.volume"].create(values)

    @api.model
    def _create_tasks(self, customers):
        """Tasks of this month and the last, some of them out of reach."""
        values = []
        for customer, part in zip(customers, TARGETS, strict=False):
            product = customer.last_order_id.order_line.product_id[:1]
            month = customer.amount_12m / 12
            for ago in (0, 1):
                first, last = date_utils.get_month(
                    self._today() - relativedelta(months=ago)
                )
                values.append(
                    {
                        "customer_id": customer.id,
                        "product_id": product.id,
                        "date_from": first,
                        "date_to": last,
                        "target": max(round(month * part, -3), 1000),
                    }
                )
        self.env["crm.product.task"].create(values)

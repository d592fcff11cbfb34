# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from .crm_class_queries import YEARS

# Facts that are sums of sales: orders, credit notes and sales of an older system.
SOLD = (
    "abc_",
    "amount_",
    "best_month_",
    "company_share",
    "growth_rate",
    "margin_",
    "rfm_",
    "sales_class",
    "xyz_",
)
# Facts that count orders of the scoring window.
ORDERED = ("rfm_date_last", "rfm_f", "rfm_order_count", "rfm_r")
# Facts of the scoring window, and of the product lines that scores look at.
SCORED = ("abc_", "company_share", "rfm_", "xyz_")


class CrmCustomerProofMixin(models.AbstractModel):
    """From a fact or a score to the documents that it was counted from."""

    _name = "crm.customer.proof.mixin"
    _description = "Documents behind the Facts"
    _inherit = ["crm.customer.overview.mixin"]

    def action_view_sales(self):
        """The lines behind the turnover: of orders, credit notes, an older system."""
        self.ensure_one()
        action = self._window_action("crm_segmentation.crm_sales_report_action")
        return {**action, "views": [(False, "list"), (False, "pivot")]}

    @api.model
    def _fact_document_actions(self):
        return {
            **super()._fact_document_actions(),
            **dict.fromkeys(SOLD, "action_view_sales"),
            **dict.fromkeys(ORDERED, "action_view_orders"),
        }

    def _fact_documents(self, name):
        """Action that opens the documents a fact was counted from, and no others.

        Which they are says _fact_document_actions. What no document proves opens the
        customer.
        """
        self.ensure_one()
        name = name or ""
        actions = self._fact_document_actions()
        start = max(filter(name.startswith, actions), key=len, default=None)
        if not start:
            return self.get_formview_action()
        action = getattr(self, actions[start])()
        if action["res_model"] == "sale.order":
            return self._ordered_documents(action, name)
        if action["res_model"] == "crm.sales.report":
            return self._sold_documents(action, name)
        return action

    def _ordered_documents(self, action, name):
        """The orders of the fact's time, or the sales for who reads no order.

        Analysts see every customer, but not the orders of other people.
        """
        first, last = self._days_of_fact(name)
        domain = Domain(action["domain"])
        if first:
            scope = self._fact_scope(self.company_id)
            end = scope.start_of(last + relativedelta(days=1))
            domain &= Domain("date_order", ">=", scope.start_of(first))
            domain &= Domain("date_order", "<", end)
        domain &= self._scored_goods(name, "order_line.product_id.categ_id")
        orders = self.env["sale.order"]
        if self.order_count and not orders.search_count(action["domain"], limit=1):
            return self._sold_documents(self.action_view_sales(), name)
        return {**action, "domain": list(domain)}

    def _sold_documents(self, action, name):
        """The sales of the fact's time, of the product lines that scores count."""
        first, last = self._days_of_fact(name)
        domain = Domain(action["domain"])
        if first:
            domain &= Domain("day", ">=", first) & Domain("day", "<=", last)
        domain &= self._scored_goods(name, "categ_id")
        is_net = self.company_id.sudo().segmentation_is_net
        if name.startswith(SCORED) and not is_net:
            domain &= Domain("origin", "!=", "refund")
        return {**action, "domain": list(domain), "context": {}}

    def _scored_goods(self, name, path):
        lines = self.company_id.sudo().segmentation_categ_ids
        if lines and name.startswith(SCORED):
            return Domain(path, "child_of", lines.ids)
        return Domain.TRUE

    def _days_of_fact(self, name):
        """(first, last) day that a fact counts; (None, None): all days."""
        today = self._fact_scope(self.company_id).today
        rules = self.company_id.sudo()._window_rules()
        month = today.replace(day=1)
        if name.startswith("xyz_"):
            first = month - relativedelta(months=rules.months)
            return first, month - relativedelta(days=1)
        if name.startswith("best_month_"):
            return month - relativedelta(months=11), today
        if name.endswith("_prev_12m"):
            return (
                today - relativedelta(days=729),
                today - relativedelta(days=365),
            )
        if name == "growth_rate":
            return today - relativedelta(days=729), today
        if name.startswith(SCORED):
            return today - relativedelta(days=rules.days - 1), today
        if name.endswith("_3y") or name == "sales_class":
            years = relativedelta(years=YEARS)
            return today - years + relativedelta(days=1), today
        if name.endswith("_12m"):
            return today - relativedelta(days=364), today
        return None, None

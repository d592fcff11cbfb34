# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, models
from odoo.fields import Domain

PRODUCTS = 10
YEAR = 12


class ReportCrmLifecycleCrmCustomerDocumentCard(models.AbstractModel):
    """The customer on paper: who it is, how it is judged, what it buys (S-152)."""

    _name = "report.crm_lifecycle.crm_customer_document_card"
    _description = "Customer Card"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Cards of customers the user may read; several at once are an export.

        Raises AccessError for a pile of cards without the right to export.
        """
        customers = self.env["crm.customer"].browse(docids)
        customers.check_access("read")
        if len(customers) > 1:
            customers._check_may_export()
            log = self.env["crm.export.log"]
            log._log_export(customers, [self.env._("Customer Card")])
        return {
            "doc_ids": docids,
            "doc_model": "crm.customer",
            "docs": customers,
            "own_fields": {c.id: self._own_fields(c) for c in customers},
            "years": {c.id: self._years(c) for c in customers},
            "products": {c.id: self._products(c) for c in customers},
        }

    @api.model
    def _own_fields(self, customer):
        """[(label, words)] of the fields of the customer's kind that say something."""
        values = customer.read(["kind_properties"])[0]["kind_properties"]
        words = ((v["string"], self._in_words(v)) for v in values if v.get("string"))
        return [(label, text) for label, text in words if text]

    @api.model
    def _in_words(self, definition):
        value = definition.get("value")
        if definition["type"] == "selection":
            return dict(definition["selection"] or ()).get(value)
        if definition["type"] == "tags":
            labels = {tag[0]: tag[1] for tag in definition["tags"] or ()}
            return ", ".join(labels.get(tag, tag) for tag in value or ())
        if isinstance(value, (list, tuple)):
            return ", ".join(str(part) for part in value[1:] or value)
        return value

    @api.model
    def _years(self, customer):
        """[[(month, turnover)] of 12 months] of the two years, this one last."""
        points = json.loads(customer.turnover_line)[0]["values"]
        months = [(point["x"], point["y"]) for point in points]
        return [months[:YEAR], months[YEAR:]]

    @api.model
    def _products(self, customer):
        """[(product, quantity, untaxed amount)] of all orders, the largest first."""
        lines = self.env["sale.report"].sudo().with_company(customer.company_id)
        return lines._read_group(
            Domain("commercial_partner_id", "=", customer.partner_id.id)
            & Domain("company_id", "=", customer.company_id.id)
            & Domain("state", "=", "sale")
            & Domain("product_id", "!=", False),
            ["product_id"],
            ["product_uom_qty:sum", "price_subtotal:sum"],
            order="price_subtotal:sum DESC",
            limit=PRODUCTS,
        )

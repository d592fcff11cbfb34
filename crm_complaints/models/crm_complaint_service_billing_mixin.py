# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .crm_complaint_turns import hold

TRAVEL = "crm_complaints.product_product_travel"
WORK = "crm_complaints.product_product_work"


class CrmComplaintServiceBillingMixin(models.AbstractModel):
    """Coverage check, and the quotation of what the agreement does not cover."""

    _name = "crm.complaint.service.billing.mixin"
    _description = "Coverage of a Service"

    coverage = fields.Selection(
        selection=[("covered", "In Scope"), ("excluded", "Outside the Scope")],
        default="covered",
        required=True,
        help="In scope: updates, patches, remote help and defects of ours. Outside: "
        "what the list of reasons names.",
    )
    exclusion_ids = fields.Many2many(
        comodel_name="crm.complaint.service.exclusion",
        relation="crm_complaint_service_exclusion_rel",
        string="Outside because",
    )
    travel_cost = fields.Monetary(
        help="Charged to the customer for a service at his place."
    )
    currency_id = fields.Many2one("res.currency")
    is_billable = fields.Boolean(
        string="To Be Charged", compute="_compute_is_billable", store=True
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Quotation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends("coverage", "travel_cost")
    def _compute_is_billable(self):
        for service in self:
            service.is_billable = service.coverage == "excluded" or bool(
                service.travel_cost
            )

    def action_create_quotation(self):
        """A draft quotation of travel and, outside the scope, work and material."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        hold(self)
        self.invalidate_recordset(["order_id"])
        if not self.order_id:
            self._check_may_quote()
            order = self.env["sale.order"].create(self._prepare_quotation())
            self.sudo().order_id = order
        return self.action_view_quotation()

    def action_view_quotation(self):
        self.ensure_one()
        return self.order_id.get_formview_action()

    def _check_may_quote(self):
        if not self.env["sale.order"].has_access("create"):
            raise AccessError(
                self.env._(
                    "%s: quotations are made by salespeople; ask the owner of the "
                    "customer.",
                    self.name,
                )
            )
        if self.state not in ("done", "signed"):
            raise UserError(
                self.env._("%s: finish the service first.", self.display_name)
            )
        if not self.is_billable:
            raise UserError(
                self.env._(
                    "%s is covered and without travel cost: nothing to charge.",
                    self.name,
                )
            )

    def _prepare_quotation(self):
        lines = self._prepare_travel_lines()
        if self.coverage == "excluded":
            lines += self._prepare_work_lines()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": self.complaint_id._seller().id,
            "client_order_ref": self.name,
            "origin": f"{self.complaint_id.name}, {self.name}",
            "complaint_id": self.complaint_id.id,
            "order_line": [Command.create(line) for line in lines],
        }

    def _prepare_travel_lines(self):
        if not self.travel_cost:
            return []
        return [
            {
                "product_id": self._sold_product(TRAVEL).id,
                "product_uom_qty": 1,
                "price_unit": self.travel_cost,
            }
        ]

    def _prepare_work_lines(self):
        """Hours at the price list, and material."""
        product = self.kind_id.product_id or self._sold_product(WORK)
        reasons = ", ".join(self.exclusion_ids.mapped("name"))
        work = {
            "product_id": product.id,
            "product_uom_qty": self.hours,
            "name": f"{product.display_name}\n{self.name}: {reasons}",
        }
        material = [
            {"product_id": line.product_id.id, "product_uom_qty": line.quantity}
            for line in self.line_ids
        ]
        return [work, *material] if self.hours else material

    def _sold_product(self, xml_id):
        product = self.env.ref(xml_id, raise_if_not_found=False)
        if not product:
            raise UserError(
                self.env._(
                    "%(service)s: the product %(product)s was deleted; choose one on "
                    "the kind of service, and enter travel in the quotation.",
                    service=self.name,
                    product=xml_id,
                )
            )
        return product

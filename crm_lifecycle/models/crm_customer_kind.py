# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerKind(models.Model):
    """A kind of customer, with fields of its own and what its file must hold."""

    _name = "crm.customer.kind"
    _description = "Kind of Customer"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the kind serves every company."
    )
    is_key_account = fields.Boolean(
        string="Key Customers", help="Customers of this kind are key customers."
    )
    review_months = fields.Integer(
        string="Review Every (Months)",
        help="Months from one review of the file to the next; 0: as the company says.",
    )
    properties_definition = fields.PropertiesDefinition(string="Own Fields")
    item_ids = fields.One2many(
        comodel_name="crm.file.item", inverse_name="kind_id", string="A Full File"
    )
    certificate_type_ids = fields.Many2many(
        comodel_name="crm.customer.certificate.type",
        relation="crm_customer_kind_certificate_rel",
        string="Required Certificates",
    )
    customer_count = fields.Integer(compute="_compute_customer_count")

    _review_positive = models.Constraint(
        "CHECK (review_months >= 0)", "A review comes after months, not before."
    )

    def _compute_customer_count(self):
        counts = dict(
            self.env["crm.customer"]._read_group(
                [("kind_id", "in", self.ids)], ["kind_id"], ["__count"]
            )
        )
        for kind in self:
            kind.customer_count = counts.get(kind, 0)

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["domain"] = [("kind_id", "=", self.id)]
        action["context"] = {"default_kind_id": self.id}
        return action

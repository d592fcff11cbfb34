# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

OWN_FIELDS = "kind_properties"


class CrmFileItem(models.Model):
    """One field that a full customer file holds, and how much it weighs."""

    _name = "crm.file.item"
    _description = "Item of a Full Customer File"
    _order = "kind_id, sequence, id"
    _rec_name = "field_id"

    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one(
        comodel_name="crm.customer.kind",
        string="Kind of Customer",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: the file of every customer holds it.",
    )
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', 'crm.customer'), ('ttype', 'not in', "
        "['binary', 'boolean', 'json'])]",
        help="Choose “Own Fields of the Kind” to ask for all of them.",
    )
    weight = fields.Integer(default=1, required=True, aggregator=None)

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "What counts nothing need not be asked for."
    )
    _field_unique = models.UniqueIndex(
        "(COALESCE(kind_id, 0), field_id)", "This field is asked for already."
    )

    @api.constrains("field_id")
    def _check_field(self):
        for item in self:
            field = item.field_id
            known = self.env["crm.customer"]._fields.get(field.name)
            if (
                field.model != "crm.customer"
                or not known
                or not known._description_searchable
            ):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be searched for in customers; choose another "
                        "field.",
                        field.field_description,
                    )
                )

    @api.model
    def _items(self):
        """Every item whose kind is in use."""
        return self.sudo().search(
            ["|", ("kind_id", "=", False), ("kind_id.active", "=", True)]
        )

    def _filled_domain(self):
        """Condition on crm.customer: the field says something."""
        self.ensure_one()
        name = self.field_id.name
        if name != OWN_FIELDS:
            return Domain(name, "!=", False)
        return Domain.AND(
            Domain(f"{OWN_FIELDS}.{definition['name']}", "!=", False)
            for definition in self.kind_id.properties_definition or []
            if definition["type"] not in ("boolean", "separator")
        )

    def _filled_subselect(self, customer_ids=None):
        """SQL subselect of the customers that have it; of these, or of all (None)."""
        self.ensure_one()
        domain = self._filled_domain()
        if customer_ids is not None:
            domain &= Domain("id", "in", customer_ids)
        customers = self.env["crm.customer"].sudo().with_context(active_test=False)
        return customers._search(domain, bypass_access=True).subselect()

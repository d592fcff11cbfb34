# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CrmGuardedMixin(models.AbstractModel):
    """Fields that only business methods may set.

    These are the stored fields declared ``readonly=True``, those listed in
    ``_guarded_fields``, and after creation those in ``_frozen_fields``. Whoever writes
    one of them directly (form, import, RPC) gets an AccessError; a business method
    first checks the right of the user and then writes with ``sudo()``, which keeps the
    acting user. Superuser mode cannot be entered over RPC, whereas a context key could
    be forged there: neither such a key nor a personal default fills these fields, and
    no form shows a customer to whom may not read it.
    """

    _name = "crm.guarded.mixin"
    _description = "Fields set by business methods only"

    _guarded_fields = frozenset()
    _frozen_fields = frozenset()

    @api.model
    def default_get(self, fields):
        """Guarded fields start with the model's default, whatever the client says."""
        if self.env.su:
            return super().default_get(fields)
        guarded = [name for name in fields if self._is_guarded(name)]
        values = super().default_get([name for name in fields if name not in guarded])
        self._check_shown_customers(values)
        for name in guarded:
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self, False)
                values[name] = field.convert_to_write(
                    field.convert_to_record(value, self), self
                )
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded([name for name in vals if self._is_guarded(name)])
        return super().create(vals_list)

    def write(self, vals):
        self._check_guarded(
            [
                name
                for name in vals
                if name in self._frozen_fields or self._is_guarded(name)
            ]
        )
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Related fields are computed as superuser: the customer is checked first."""
        self._check_shown_customers(values)
        return super().onchange(values, field_names, fields_spec)

    def _check_shown_customers(self, values):
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or field.type != "many2one":
                continue
            if field.comodel_name == "crm.customer":
                cached = field.convert_to_cache(value, self, validate=False)
                customer = field.convert_to_record(cached, self)._origin
                if customer and customer != self[name]:
                    customer.check_access("read")

    @api.model
    def _is_guarded(self, name):
        field = self._fields.get(name)
        return name in self._guarded_fields or bool(
            field
            and field.readonly
            and field.store
            and name not in models.MAGIC_COLUMNS
        )

    @api.model
    def _check_guarded(self, names):
        if self.env.su or not names:
            return
        labels = [self._fields[name]._description_string(self.env) for name in names]
        raise AccessError(
            self.env._(
                "%(model)s: %(fields)s cannot be edited directly. "
                "Use the buttons of the form, which check who may do it.",
                model=self.env["ir.model"]._get(self._name).name,
                fields=", ".join(sorted(labels)),
            )
        )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError

# What a form would read for its related fields as superuser: documents of others.
SHOWN_DOCUMENTS = frozenset(
    {
        "account.move",
        "account.move.line",
        "purchase.order",
        "purchase.order.line",
        "res.partner",
        "sale.order",
        "sale.order.line",
        "stock.lot",
        "stock.move",
        "stock.move.line",
        "stock.picking",
    }
)


class CrmGuardedMixin(models.AbstractModel):
    """Fields that only business methods may set.

    These are the stored fields declared ``readonly=True``, those listed in
    ``_guarded_fields``, and after creation those in ``_frozen_fields``. Whoever writes
    one of them directly (form, import, RPC) gets an AccessError; a business method
    first checks the right of the user and then writes with ``sudo()``, which keeps the
    acting user. Superuser mode cannot be entered over RPC, whereas a context key could
    be forged there: neither such a key nor a personal default fills these fields, and
    no form shows a customer, an order or an invoice to whom may not read it.
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
        """Raises AccessError when the values of a form name what the user may not read.

        A form holds its parent as a dictionary and its lines as commands: what these
        name is read for the related fields of the form as well.
        """
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or not field.relational or not value:
                continue
            if field.type == "many2one":
                self._check_shown_record(field, value)
            elif isinstance(value, (list, tuple)):
                self._check_shown_lines(self.env[field.comodel_name], value)

    def _check_shown_record(self, field, value):
        comodel = self.env[field.comodel_name]
        if isinstance(value, dict) and self._is_shown_guarded(comodel):
            record = comodel.browse(value.get("id") or ())
            comodel.browse(record.ids)._check_shown_customers(value)
        cached = field.convert_to_cache(value, self, validate=False)
        record = field.convert_to_record(cached, self)._origin
        guarded = comodel._name in SHOWN_DOCUMENTS or self._is_shown_guarded(comodel)
        if record and guarded and record != self.sudo()[field.name]:
            record.check_access("read")

    def _check_shown_lines(self, comodel, commands):
        if not self._is_shown_guarded(comodel):
            return
        for command in commands:
            if (
                isinstance(command, (list, tuple))
                and len(command) > 2
                and isinstance(command[2], dict)
            ):
                known = command[1] if isinstance(command[1], int) else False
                line = comodel.browse(known or ())
                line._check_shown_customers(command[2])

    @api.model
    def _is_shown_guarded(self, model):
        return isinstance(model, self.env.registry["crm.guarded.mixin"])

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

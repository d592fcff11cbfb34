# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CrmGuardedMixin(models.AbstractModel):
    """Fields that only business methods may set.

    A model lists them in ``_guarded_fields`` (never set directly) and
    ``_frozen_fields`` (set at creation, never after). Whoever writes one of them
    directly (form, import, RPC) gets an AccessError; a business method first checks
    the right of the user and then writes with ``sudo()``, which keeps the acting user.
    Superuser mode cannot be entered over RPC, whereas a context key could be forged
    there.
    """

    _name = "crm.guarded.mixin"
    _description = "Fields set by business methods only"

    _guarded_fields = frozenset()
    _frozen_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(self._guarded_fields & vals.keys())
        return super().create(vals_list)

    def write(self, vals):
        self._check_guarded((self._guarded_fields | self._frozen_fields) & vals.keys())
        return super().write(vals)

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

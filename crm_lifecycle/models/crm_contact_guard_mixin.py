# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmContactGuardMixin(models.AbstractModel):
    """A document takes no data from a contact its writer may not see.

    Leads and orders copy phone, address and terms of their contacts, read as
    superuser, and show their names; where contacts follow their customers that would
    be a way around the limit.
    """

    _name = "crm.contact.guard.mixin"
    _description = "Only Contacts One May See"

    _contact_fields = ("partner_id",)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        self._check_contacts([values])
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_contacts(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_contacts([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_contacts([values])
        return super().onchange(values, field_names, fields_spec)

    def _check_contacts(self, vals_list):
        """Raises AccessError for a contact in `vals_list` that the user may not read.

        A contact that the documents have already stays writable with them.
        """
        if self.env.su:
            return
        wanted = set()
        for name in self._contact_fields:
            values = [vals[name] for vals in vals_list if vals.get(name)]
            ids = {v.get("id") if isinstance(v, dict) else v for v in values}
            if len(there := self.sudo().mapped(name)) == 1:
                ids -= set(there.ids)
            wanted |= ids
        contacts = self.env["res.partner"].browse(filter(None, wanted))
        contacts.check_access("read")

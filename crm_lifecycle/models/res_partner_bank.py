# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    @api.model_create_multi
    def create(self, vals_list):
        holders = [vals.get("partner_id") for vals in vals_list]
        partners = self.env["res.partner"].browse(filter(None, holders))
        watch = self._watch_holders(partners)
        banks = super().create(vals_list)
        self.env["crm.change.field"]._note(watch)
        return banks

    def write(self, vals):
        watch = []
        if vals.keys() & {"acc_number", "bank_id", "partner_id", "acc_holder_name"}:
            watch = self._watch_holders(
                self.partner_id | self.partner_id.browse(vals.get("partner_id") or [])
            )
        result = super().write(vals)
        self.env["crm.change.field"]._note(watch)
        return result

    def unlink(self):
        watch = self._watch_holders(self.partner_id)
        result = super().unlink()
        self.env["crm.change.field"]._note(watch)
        return result

    def _watch_holders(self, partners):
        """An account number of a customer is part of the archive (a list of one)."""
        change = {"bank_ids": [True]}
        return self.env["crm.change.field"]._watch(partners, change)

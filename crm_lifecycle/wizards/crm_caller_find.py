# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..models.crm_name_rules import phone_key

LIMIT = 20


class CrmCallerFind(models.TransientModel):
    """Who calls, and what he bought: by phone, ID number or name (S-160)."""

    _name = "crm.caller.find"
    _description = "Find a Caller"
    _rec_name = "phone"

    phone = fields.Char(help="In any format, with or without area code.")
    identity = fields.Char(string="ID Number", help="The whole number.")
    name = fields.Char(help="Of the person or the company.")
    line_ids = fields.One2many("crm.caller.find.line", "find_id", readonly=True)

    def action_find(self):
        self.ensure_one()
        self.env["crm.customer"].check_access("read")
        found = self._found_partners()
        accounts = self.env["crm.customer"]._accounts_of(found, self.env.company)
        by_company = found.grouped("commercial_partner_id")
        self.sudo().line_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "customer_id": account.id,
                        "person": by_company[account.partner_id][:1].name
                        if account.with_env(self.env).has_access("read")
                        else False,
                    }
                )
                for account in accounts[:LIMIT]
            ),
        ]
        self.sudo().identity = False
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "name": self.env._("Find Caller"),
        }

    def _found_partners(self):
        """Contacts that match everything that was typed (superuser)."""
        contacts = self.env["res.partner"].sudo()
        domain = Domain.TRUE
        if key := phone_key(self.phone):
            domain &= Domain("id", "in", contacts._phone_holder_ids(key[-8:], LIMIT))
        if self.identity:
            number = self.env["crm.identity"]._normalised(self.identity)
            held = self.env["crm.identity"].sudo().search([("number", "=", number)])
            domain &= Domain("id", "in", held.partner_id.ids)
        if (self.name or "").strip():
            domain &= Domain("complete_name", "ilike", self.name.strip())
        if domain.is_true():
            raise UserError(
                self.env._("Type a phone number, an ID number or a name first.")
            )
        return contacts.search(domain, limit=LIMIT)

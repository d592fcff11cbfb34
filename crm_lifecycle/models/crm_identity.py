# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmIdentity(models.Model):
    """The number of an identity card: nobody reads it but through the customer.

    No role has a right on this table; the customer shows it masked, and in full to the
    owner and archive keepers with a note in the log.
    """

    _name = "crm.identity"
    _description = "Identity Number"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", required=True, index=True, ondelete="cascade"
    )
    number = fields.Char(required=True, index=True)

    _partner_unique = models.Constraint(
        "UNIQUE (partner_id)", "This contact has an ID number already."
    )

    @api.model
    def _of(self, partner):
        return self.search([("partner_id", "=", partner.id)], limit=1)

    def _masked(self):
        """Three characters, stars, the last two.

        A number of up to five characters shows nothing.
        """
        number = self.number
        if len(number) <= 5:
            return "*" * len(number)
        return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"

    @api.model
    def _normalised(self, number):
        return "".join((number or "").split()).replace("-", "").upper()

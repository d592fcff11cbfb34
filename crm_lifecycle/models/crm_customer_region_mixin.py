# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from urllib.parse import urlencode

from odoo import models
from odoo.exceptions import UserError

MAP = "https://www.openstreetmap.org/search"


class CrmCustomerRegionMixin(models.AbstractModel):
    """Where customers are: counts by region, and the place of one on a map."""

    _name = "crm.customer.region.mixin"
    _description = "Region of the Customer"

    def action_open_map(self):
        """Opens the address on OpenStreetMap; only this click sends it there."""
        self.ensure_one()
        self.check_access("read")
        partner = self.partner_id
        parts = (
            partner.street,
            " ".join(filter(None, (partner.zip, partner.city))),
            partner.state_id.name,
            partner.country_id.name,
        )
        if not partner.city and not partner.street:
            raise UserError(
                self.env._(
                    "%s has neither street nor town yet: enter the address first.",
                    self.display_name,
                )
            )
        place = urlencode({"query": ", ".join(filter(None, parts))})
        return {"type": "ir.actions.act_url", "url": f"{MAP}?{place}", "target": "new"}

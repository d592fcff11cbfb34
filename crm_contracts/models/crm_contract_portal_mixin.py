# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# what a log-in of the portal reads of a contract over RPC; pages show more, and choose
PORTAL_FIELDS = frozenset(
    {
        "access_url",
        "access_warning",
        "active",
        "amount_open",
        "amount_overdue",
        "amount_received",
        "amount_total",
        "amount_untaxed",
        "company_id",
        "contract_type",
        "create_date",
        "currency_id",
        "date_accepted",
        "date_effective",
        "date_end",
        "date_next_due",
        "date_signed",
        "date_start",
        "display_name",
        "id",
        "name",
        "partner_id",
        "sign_until",
        "signed_by",
        "signed_on",
        "state",
        "subject",
        "version",
        "write_date",
    }
)


class CrmContractPortalMixin(models.AbstractModel):
    """What customers read: a list of what they may, so that new fields are not theirs.

    A group on each inner field would have to be remembered with every new one.
    """

    _name = "crm.contract.portal.mixin"
    _description = "Fields of a Contract for Customers"

    def _has_field_access(self, field, operation):
        allowed = super()._has_field_access(field, operation)
        if not allowed or self.env.su or self.env.user._is_internal():
            return allowed
        return operation == "read" and field.name in PORTAL_FIELDS

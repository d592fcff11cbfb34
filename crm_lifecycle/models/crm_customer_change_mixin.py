# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_change_field import KEEPER


class CrmCustomerChangeMixin(models.AbstractModel):
    """Where the company says so, archive keepers alone write the archive's fields."""

    _name = "crm.customer.change.mixin"
    _description = "Changes of Customer Files"

    change_ids = fields.One2many("crm.customer.change", "customer_id")
    change_log_ids = fields.One2many("crm.change.log", "customer_id")
    open_change_count = fields.Integer(
        string="Open Change Requests", compute="_compute_open_change_count"
    )
    asks_for_changes = fields.Boolean(compute="_compute_asks_for_changes")

    @api.depends("change_ids.state")
    def _compute_open_change_count(self):
        rows = self.env["crm.customer.change"]._read_group(
            Domain("customer_id", "in", self.ids) & Domain("state", "=", "submitted"),
            ["customer_id"],
            ["__count"],
        )
        counts = {customer.id: count for customer, count in rows}
        for customer in self:
            customer.open_change_count = counts.get(customer.id, 0)

    @api.depends("company_id.lifecycle_keeper_edits")
    @api.depends_context("uid")
    def _compute_asks_for_changes(self):
        keeper = self.env.user.has_group(KEEPER)
        for customer in self:
            customer.asks_for_changes = (
                not keeper and customer.sudo().company_id.lifecycle_keeper_edits
            )

    def write(self, vals):
        watch = self.env["crm.change.field"]._watch(self, vals)
        result = super().write(vals)
        self.env["crm.change.field"]._note(watch)
        return result

    def action_request_change(self):
        return self._new_case("crm.customer.change", {})

    def action_view_changes(self):
        return self._window_action("crm_lifecycle.crm_customer_change_action")

    def _check_may_edit_archive(self, names):
        """Raises AccessError for who is no keeper where only keepers edit."""
        if not self.env.su and not self.env.user.has_group(KEEPER):
            self.env["crm.change.field"]._refuse(self, names)

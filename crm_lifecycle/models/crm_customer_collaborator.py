# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmCustomerCollaborator(models.Model):
    """Somebody who serves a customer beside its owner, until a day.

    The record rules of the customer and of its documents read this table, so that a
    collaborator sees (or edits) the file while the collaboration lasts, and no longer.
    """

    _name = "crm.customer.collaborator"
    _description = "Collaborator"
    _inherit = ["crm.guarded.mixin"]
    _order = "customer_id, id"
    _rec_name = "user_id"

    _frozen_fields = frozenset({"customer_id", "user_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Collaborator",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    access = fields.Selection(
        selection=[("read", "Reads"), ("write", "Reads and edits")],
        string="Right",
        required=True,
        default="read",
    )
    date_until = fields.Date(string="Until", help="Last day; empty: without end.")
    reason = fields.Char(required=True)

    _user_unique = models.UniqueIndex(
        "(customer_id, user_id)", "This person collaborates already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        customers = {vals.get("customer_id") for vals in vals_list}
        self._check_may_share_file(
            self.env["crm.customer"].browse(filter(None, customers))
        )
        collaborators = super().create(vals_list)
        # the customer may come from a default, which the values do not show
        collaborators._check_may_share()
        return collaborators

    def write(self, vals):
        self._check_may_share()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shared_by_others(self):
        self._check_may_share()

    def _check_may_share(self):
        self._check_may_share_file(self.sudo().customer_id)

    def _check_may_share_file(self, customers):
        """The owner opens the file to others, or whoever may assign the customer."""
        for customer in customers.sudo().exists():
            if not self.env.su and customer.user_id != self.env.user:
                try:
                    customer.with_env(self.env)._check_may_assign(self.env.user)
                except AccessError as error:
                    raise AccessError(
                        self.env._(
                            "Only %(owner)s, the team leader or a director decides "
                            "who works on %(customer)s.",
                            owner=customer.user_id.name or self.env._("the owner"),
                            customer=customer.with_env(self.env)._shown_name(),
                        )
                    ) from error

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class CrmCustomerAccess(models.Model):
    """Somebody asks to read the file of another's customer, for some days (S-100).

    Who asks types a name or a tax id: the file itself is not opened to him before the
    approval, which makes him a reading collaborator until the last day.
    """

    _name = "crm.customer.access"
    _description = "Access Request"
    _inherit = ["crm.request.mixin"]
    _order = "id desc"

    _request_kind = "access"
    _frozen_fields = frozenset({"company_id"})
    _approval_content = frozenset({"days", "name", "reason"})

    name = fields.Char(
        string="Customer",
        required=True,
        help="Name or tax ID of the customer whose file you need.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Asks",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    reason = fields.Text(required=True)
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        string="File",
        readonly=True,
        copy=False,
        index=True,
        ondelete="cascade",
    )

    _days_positive = models.Constraint(
        "CHECK (days BETWEEN 1 AND 365)", "Access lasts from 1 to 365 days."
    )

    def _prepare_submission(self):
        return super()._prepare_submission() | {
            "customer_id": self._named_customer().id
        }

    def _named_customer(self):
        """The one customer of the company that has this name or tax id."""
        entry = {"name": self.name, "vat": self.name}
        twins = self.env["crm.customer"]._find_twins(self.company_id, entry, limit=2)
        sure = [twin for twin in twins if twin.score >= 90]
        if len(sure) != 1:
            raise UserError(
                self.env._(
                    "“%s” does not name exactly one customer. Type the full name or "
                    "the tax ID.",
                    self.name,
                )
            )
        return sure[0].customer

    def _approval_customer(self):
        return self.customer_id.sudo()

    def _approval_title(self):
        return self.env._(
            "%(user)s asks to read the file of %(customer)s for %(days)s days",
            user=self.user_id.name,
            customer=self.customer_id.sudo().display_name,
            days=self.days,
        )

    def _last_day(self, today):
        return today + timedelta(days=self.days)

    def _on_granted(self):
        self._let_in()

    def _let_in(self):
        """A reading collaborator; one who is there already stays at least as long."""
        collaborators = self.env["crm.customer.collaborator"].sudo()
        present = collaborators.search(
            [
                ("customer_id", "=", self.customer_id.id),
                ("user_id", "=", self.user_id.id),
            ]
        )
        if not present:
            collaborators.create(
                {
                    "customer_id": self.customer_id.id,
                    "user_id": self.user_id.id,
                    "date_until": self.date_until,
                    "reason": self.reason,
                }
            )
        elif present.date_until:
            if present.date_until < self.env["crm.customer"]._today(self.company_id):
                # his right to edit ended; asked for and granted is reading
                present.access = "read"
            present.date_until = max(present.date_until, self.date_until)

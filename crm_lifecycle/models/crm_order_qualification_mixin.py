# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmOrderQualificationMixin(models.AbstractModel):
    """Where the company says so, only qualified customers are sold to."""

    _name = "crm.order.qualification.mixin"
    _description = "Orders of Customers that Are Not Qualified"

    qualification_warning = fields.Char(compute="_compute_qualification_warning")

    @api.depends("partner_id", "company_id", "state")
    def _compute_qualification_warning(self):
        for order in self:
            order.qualification_warning = order._qualification_message()

    def _qualification_message(self):
        """Sentence that names customer, rule and way out, or nothing."""
        self.ensure_one()
        policy = self.company_id.lifecycle_qualification_policy
        if policy in (False, "off") or self.state not in ("draft", "sent"):
            return False
        if not self.partner_id:
            return False
        customer = self.env["crm.customer"]._accounts_of(
            self.partner_id, self.company_id
        )
        since = self.company_id.lifecycle_qualification_from
        if customer and since and customer.create_date.date() < since:
            return False
        if customer and customer._is_qualified():
            return False
        return self._qualification_words(customer)

    def _qualification_words(self, customer):
        if self.env.user.share:
            return self.env._(
                "This order cannot be placed at the moment. Please contact us."
            )
        state = customer.qualification_state or "none"
        labels = dict(
            self.env["crm.customer"]
            ._fields["qualification_state"]
            ._description_selection(self.env)
        )
        return self.env._(
            "%(customer)s needs an accepted qualification before it is sold to; it is: "
            "%(state)s. Start one on the customer, button Qualifications.",
            customer=self.partner_id.commercial_partner_id.display_name,
            state=labels[state],
        )

    def _check_qualified(self):
        """Refuses where the company blocks; called before an order is confirmed."""
        for order in self.filtered(
            lambda o: o.company_id._setting("lifecycle_qualification_policy") == "block"
        ):
            if message := order._qualification_message():
                raise UserError(message)

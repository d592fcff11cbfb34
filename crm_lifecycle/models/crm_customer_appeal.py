# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmCustomerAppeal(models.Model):
    """The owner asks to keep a customer who is about to be taken back.

    While the question waits nothing is taken. One appeal per silence: the next one
    needs a proved action in between.
    """

    _name = "crm.customer.appeal"
    _description = "Appeal against Taking back"
    _inherit = ["crm.approval.mixin", "crm.guarded.mixin"]
    _order = "id desc"
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, index=True
    )
    user_id = fields.Many2one("res.users", string="Owner", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    date_reclaim = fields.Date(string="Would be Taken back on", readonly=True)
    note = fields.Text(readonly=True)
    state = fields.Selection(
        selection=[
            ("submitted", "Waiting"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="submitted",
    )

    @api.model
    def _appeal(self, customer, note=""):
        """Asks as the acting user, the owner; returns the appeal."""
        customer._check_may_appeal()
        self._check_first_appeal(customer)
        appeal = self.sudo().create(
            {
                "customer_id": customer.id,
                "user_id": self.env.uid,
                "date": self.env["crm.customer"]._today(customer.company_id),
                "date_reclaim": customer.date_reclaim,
                "note": note,
            }
        )
        appeal = appeal.with_env(self.env)
        appeal._request_approval(
            "reclaim", amount=customer.amount_12m, note=appeal._facts_as_text()
        )
        return appeal

    @api.model
    def _check_first_appeal(self, customer):
        clock = customer._reclaim_clock()
        earlier = self.sudo().search(
            [
                ("customer_id", "=", customer.id),
                ("user_id", "=", self.env.uid),
                ("date", ">=", clock),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._(
                    "You appealed for %(customer)s on %(day)s already. Only a proved "
                    "sales action helps now: send a quotation, meet, take an order.",
                    customer=customer.display_name,
                    day=earlier.date,
                )
            )

    def _facts_as_text(self):
        customer = self.customer_id
        return self.env._(
            "%(customer)s: %(days)s days without a proved action, turnover in 12 "
            "months %(turnover)s, open quotations %(quotations)s.",
            customer=customer.display_name,
            days=customer.idle_days,
            turnover=customer.currency_id.format(customer.amount_12m),
            quotations=customer.currency_id.format(customer.quotation_amount),
        )

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        return self.env._(
            "Appeal: %(user)s wants to keep %(customer)s",
            user=self.user_id.name,
            customer=self.customer_id.display_name,
        )

    def _on_approval_decided(self, approval):
        """Accepted: the customer is locked for the pool's days, beside the lock cap."""
        self.ensure_one()
        accepted = approval.state == "approved"
        self.sudo().state = "accepted" if accepted else "refused"
        customer = self.sudo().customer_id
        if accepted and customer.user_id == self.user_id:
            days = customer.reclaim_pool_id.appeal_days
            today = self.env["crm.customer"]._today(customer.company_id)
            customer.write(
                {
                    "date_locked_until": today + timedelta(days=days),
                    "lock_reason": self.env._("Appeal accepted"),
                }
            )
            self.env["crm.customer"]._refresh_facts(customer)

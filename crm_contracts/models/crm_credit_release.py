# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCreditRelease(models.Model):
    """A yes to one document that credit holds: up to an amount, until a day, once."""

    _name = "crm.credit.release"
    _description = "Credit Release"
    _inherit = ["crm.credit.decision.mixin"]
    _order = "id desc"
    _rec_name = "document"
    _check_company_auto = True

    customer_id = fields.Many2one(readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    checkpoint = fields.Selection(
        selection=[
            ("order", "Order"),
            ("delivery", "Delivery"),
            ("invoice", "Invoice"),
        ],
        string="For",
        required=True,
        readonly=True,
    )
    document = fields.Char(required=True, readonly=True)
    res_model = fields.Char(readonly=True, required=True)
    res_id = fields.Many2oneReference(
        string="Document Record", model_field="res_model", readonly=True, required=True
    )
    amount = fields.Monetary(
        readonly=True,
        help="The document may have this amount; a larger one is held again.",
    )
    hold_message = fields.Text(string="Why It Is Held", readonly=True)
    reason = fields.Text(string="Why It Should Go", readonly=True, required=True)
    date_until = fields.Date(string="Usable until", readonly=True, required=True)
    state = fields.Selection(
        selection=[
            ("asked", "Waiting for Approval"),
            ("approved", "Released"),
            ("used", "Used"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Expired"),
        ],
        string="Status",
        default="asked",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    used_on = fields.Datetime(string="Used on", readonly=True)
    used_by_id = fields.Many2one("res.users", string="Used by", readonly=True)

    _usable_idx = models.Index("(res_model, res_id) WHERE state = 'approved'")

    def action_withdraw(self):
        for release in self:
            release._withdraw_approvals()

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @api.model
    def _take(self, document, amount, today):
        """Uses the release of a document, if there is one that covers it.

        Called as superuser from the check. The row is locked: a release is used once.
        """
        releases = self.search(
            Domain("res_model", "=", document._name)
            & Domain("res_id", "=", document.id)
            & Domain("state", "=", "approved")
            & Domain("customer_id.partner_id", "=", document._credit_partner().id)
            & Domain("date_until", ">=", today),
            order="amount desc, id",
        )
        for release in releases.try_lock_for_update():
            if release.currency_id.compare_amounts(amount, release.amount) <= 0:
                release.write(
                    {
                        "state": "used",
                        "used_on": fields.Datetime.now(),
                        "used_by_id": self.env.uid,
                    }
                )
                return release
        return self.browse()

    @api.model
    def _expire(self, company, today):
        """Releases that nobody used in time are gone."""
        self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "approved"),
                ("date_until", "<", today),
            ]
        ).write({"state": "expired"})

    def _on_approval_decided(self, approval):
        if self.state != "asked":
            return
        self.state = approval.state
        if self.res_model in self.env and approval.state in ("approved", "refused"):
            document = self.env[self.res_model].browse(self.res_id).exists()
            document._log_release(self)

    def _approval_title(self):
        return self.env._(
            "Credit release of %(document)s for %(customer)s: %(amount)s",
            document=self.document,
            customer=self.customer_id.display_name,
            amount=self.currency_id.format(self.amount),
        )

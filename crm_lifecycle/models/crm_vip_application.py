# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CrmVipApplication(models.Model):
    _name = "crm.vip.application"
    _description = "VIP Application"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _approval_content = frozenset({"customer_id", "reason", "tier_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="customer_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    tier_id = fields.Many2one(
        comodel_name="crm.vip.tier", required=True, ondelete="restrict", tracking=True
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Applied by",
        readonly=True,
        ondelete="set null",
        help="The customer's person who applied in the portal; empty when the company "
        "proposed the customer.",
    )
    is_eligible = fields.Boolean(
        string="Meets the Rule", compute="_compute_is_eligible"
    )
    reason = fields.Text(
        help="Why the customer deserves the tier; needed when its facts do not meet "
        "the rule."
    )
    state = fields.Selection(
        string="Status",
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("granted", "Granted"),
            ("refused", "Refused"),
        ],
        default="draft",
        required=True,
        tracking=True,
        copy=False,
    )

    _open_unique = models.UniqueIndex(
        "(customer_id, tier_id) WHERE state = 'submitted'",
        "An application of this customer for this tier is already waiting.",
    )

    @api.depends("customer_id.vip_eligible_tier_id", "tier_id")
    def _compute_is_eligible(self):
        for application in self:
            eligible = application.customer_id.vip_eligible_tier_id
            application.is_eligible = (
                bool(eligible) and eligible.sequence >= application.tier_id.sequence
            )

    @api.constrains("tier_id", "customer_id")
    def _check_tier_company(self):
        for application in self:
            company = application.tier_id.company_id
            if company and company != application.company_id:
                raise ValidationError(
                    self.env._(
                        "%(tier)s is a tier of %(company)s.",
                        tier=application.tier_id.name,
                        company=company.name,
                    )
                )

    def action_submit(self):
        for application in self:
            application._submit()

    def _submit(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This application was already submitted."))
        if not self.is_eligible and not (self.reason or "").strip():
            raise UserError(
                self.env._(
                    "%(customer)s does not meet the rule of %(tier)s: %(condition)s "
                    "Give a reason to apply all the same.",
                    customer=self.customer_id.display_name,
                    tier=self.tier_id.name,
                    condition=self.tier_id.condition or "",
                )
            )
        self.sudo().state = "submitted"
        self._request_approval("vip", amount=self.customer_id.amount_12m)

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        return self.env._(
            "%(tier)s for %(customer)s",
            tier=self.tier_id.name,
            customer=self.customer_id.display_name,
        )

    def _on_approval_decided(self, approval):
        if approval.state == "approved":
            self.sudo().state = "granted"
            self.customer_id._grant_tier(
                self.tier_id, self.reason or self.tier_id.condition or "", self
            )
        else:
            self.sudo().state = "refused"

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_contract_rules import amount_in_capitals


class CrmContract(models.Model):
    """A contract with a customer: what was promised, and when it is paid for.

    The amount is the total with taxes, as contracts state it. State moves only through
    the business methods of the mixins; terms are open in draft only.
    """

    _name = "crm.contract"
    _description = "Contract"
    _inherit = [
        "crm.contract.opening.mixin",
        "crm.contract.review.mixin",
        "crm.contract.wording.mixin",
        "crm.contract.amended.mixin",
        "crm.contract.check.mixin",
        "crm.contract.closing.mixin",
        "crm.contract.alarm.mixin",
        "crm.contract.collection.mixin",
        "crm.contract.payment.mixin",
        "crm.contract.document.mixin",
        "crm.contract.execution.mixin",
        "crm.contract.grade.mixin",
        "crm.contract.flow.mixin",
        "crm.contract.moving.mixin",
        "crm.contract.policy.mixin",
        "crm.contract.portal.mixin",
        "crm.contract.renewal.mixin",
        "crm.contract.responsible.mixin",
        "crm.contract.approval.mixin",
        "crm.contract.supplement.mixin",
        "crm.contract.import.mixin",
        "crm.contract.side.mixin",
        "crm.contract.signature.mixin",
        "crm.contract.trace.mixin",
        "crm.contract.terms.mixin",
        "crm.contract.trigger.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "crm.portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name", "subject", "partner_id.complete_name"]
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "amount_invoiced",
            "amount_open",
            "amount_ordered",
            "amount_overdue",
            "amount_received",
            "amount_total",
            "amount_total_company",
            "amount_untaxed",
            "date_accepted",
            "date_delivered",
            "date_effective",
            "date_ended",
            "date_ordered",
            "date_signed",
            "date_suspended",
            "company_document_hash",
            "company_document_id",
            "document_hash",
            "document_id",
            "name",
            "parent_id",
            "responsible_id",
            "sent_document_hash",
            "sent_document_id",
            "signature",
            "signed_by",
            "signed_ip",
            "signed_on",
            "state",
            "suspend_reason",
            "version",
        }
    )
    _frozen_fields = frozenset({"company_id"})
    _term_fields = frozenset(
        {
            "contact_id",
            "contract_type",
            "copies",
            "currency_id",
            "customer_id",
            "date_end",
            "date_start",
            "extra_approver_ids",
            "is_money_first",
            "payment_method_line_id",
            "payment_term_id",
            "penalty_cap",
            "penalty_delivery",
            "penalty_payment",
            "price_tolerance",
            "quantity_tolerance",
            "renewal",
            "renewal_months",
            "subject",
            "terms",
            "type_id",
        }
    )

    # identity
    name = fields.Char(
        string="Number", readonly=True, copy=False, index="trigram", default="/"
    )
    subject = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="customer_id.partner_id",
        store=True,
        precompute=True,
        index=True,
        string="Customer Contact",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact Person",
        domain="[('id', 'child_of', partner_id)]",
        help="Who receives the contract for signature; the customer itself when empty.",
    )
    user_id = fields.Many2one(
        related="customer_id.user_id", store=True, precompute=True, string="Owner"
    )
    team_id = fields.Many2one(
        related="customer_id.team_id", store=True, precompute=True
    )
    terms = fields.Html(help="Clauses, as printed on the contract.")
    note = fields.Html(string="Internal Notes", groups="base.group_user", copy=False)

    # amounts
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    line_ids = fields.One2many(
        comodel_name="crm.contract.line",
        inverse_name="contract_id",
        string="Subject Lines",
        copy=True,
    )
    amount_untaxed = fields.Monetary(compute="_compute_amount_total", store=True)
    amount_total = fields.Monetary(
        string="Contract Amount",
        compute="_compute_amount_total",
        store=True,
        tracking=True,
        help="With taxes, as the contract states it.",
    )
    amount_total_company = fields.Monetary(
        string="Contract Amount (Company Currency)",
        compute="_compute_amount_total_company",
        store=True,
        currency_field="company_currency_id",
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name) WHERE name != '/'", "This contract number is taken."
    )
    _import_ref_unique = models.UniqueIndex(
        "(import_ref) WHERE import_ref IS NOT NULL", "This was imported already."
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for contract in self:
            contract.currency_id = contract.company_id.currency_id

    @api.depends("line_ids.price_total", "line_ids.price_subtotal", "currency_id")
    def _compute_amount_total(self):
        """Sum of the lines, with the taxes rounded as on an invoice of all of them."""
        for contract in self:
            totals = contract.line_ids._tax_totals(contract)
            contract.amount_untaxed = totals["base_amount_currency"]
            contract.amount_total = totals["total_amount_currency"]

    @api.depends("amount_total", "currency_id", "date_signed")
    def _compute_amount_total_company(self):
        """At the rate of the signing day, of today while nobody has signed."""
        for contract in self:
            currency = contract.currency_id or contract.company_id.currency_id
            day = contract.date_signed or fields.Date.context_today(contract)
            contract.amount_total_company = currency._convert(
                contract.amount_total,
                contract.company_id.currency_id,
                contract.company_id,
                day,
            )

    @api.depends("name", "subject")
    def _compute_display_name(self):
        for contract in self:
            contract.display_name = " ".join(
                part for part in (contract.name, contract.subject) if part
            )

    def _compute_access_url(self):
        for contract in self:
            contract.access_url = f"/my/contracts/{contract.id}"

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for contract in self:
            start, end = contract.date_start, contract.date_end
            if start and end and end < start:
                raise ValidationError(
                    self.env._("%s: the last day is before the first.", contract.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        for contract in contracts:
            contract.sudo().name = contract._get_number()
        contracts._log_event("created")
        for company, group in contracts.grouped("company_id").items():
            self.env["crm.customer"]._touch(group.partner_id, company)
        return contracts

    def write(self, vals):
        if not self.env.su and self._term_fields & vals.keys():
            self._check_terms_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_past_draft(self):
        for contract in self.filtered(lambda c: c.state != "draft"):
            raise UserError(
                self.env._(
                    "%(contract)s was already submitted and is kept; a contract that "
                    "will not be fulfilled is terminated.",
                    contract=contract.display_name,
                )
            )

    def _get_report_base_filename(self):
        return f"{self.name} {self.subject}".replace("/", "-")

    def _amount_in_words(self):
        return self._words_of_amount(self.amount_total)

    def _words_of_amount(self, amount):
        """An amount in words of the reader's language; in Chinese the capitals."""
        if (self.env.lang or "").startswith("zh"):
            return amount_in_capitals(amount, self.currency_id.name)
        return self.currency_id.amount_to_text(amount)

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        return self.env._(
            "Contract %(contract)s with %(customer)s",
            contract=self.display_name,
            customer=self.customer_id.display_name,
        )

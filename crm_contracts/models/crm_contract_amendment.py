# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

from .crm_contract_amendment_rules import TRANSITIONS
from .crm_contract_rules import section_number


class CrmContractAmendment(models.Model):
    """A change of a running contract: what it said before, and what it says after.

    It starts as a copy of what is agreed today. Approved and signed, it is written
    into the contract, which thereby gets its next version.
    """

    _name = "crm.contract.amendment"
    _description = "Amendment of a Contract"
    _inherit = [
        "crm.contract.amendment.changes.mixin",
        "crm.contract.amendment.flow.mixin",
        "crm.contract.approval.mixin",
        "crm.contract.moving.mixin",
        "crm.contract.signature.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "crm.portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "contract_id desc, number desc"
    _rec_names_search = ["name", "contract_id.name", "contract_id.subject"]
    _check_company_auto = True
    _sign_report = "crm_contracts.crm_contract_amendment_report"
    _sign_template = "crm_contracts.mail_template_amendment_sign"
    _step_link = "amendment_id"

    _guarded_fields = frozenset(
        {
            "amount_after",
            "amount_before",
            "date_effective",
            "date_end_before",
            "date_signed",
            "has_stopped",
            "name",
            "number",
            "signature",
            "state",
            "terms_before",
            "version",
        }
    )
    _frozen_fields = frozenset({"contract_id"})
    _term_fields = frozenset(
        {
            "date_end",
            "description",
            "instalment_ids",
            "line_ids",
            "needs_signature",
            "reason",
            "supply_ids",
            "terms",
        }
    )

    # identity
    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    contract_id = fields.Many2one(
        comodel_name="crm.contract",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('state', 'in', ('effective', 'suspended'))]",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="contract_id.partner_id", string="Customer Contact"
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )
    team_id = fields.Many2one(related="contract_id.team_id")
    number = fields.Integer(string="Count", readonly=True, copy=False, aggregator=None)
    version = fields.Integer(
        string="Makes Version",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Version of the contract this amendment made.",
    )

    # what changes
    reason = fields.Text(
        string="Why", help="Why the contract is changed; approvers read it."
    )
    description = fields.Text(
        string="Also Agreed", help="What else is agreed, as printed on the amendment."
    )
    date_end_before = fields.Date(string="Last Day Before", readonly=True)
    date_end = fields.Date(string="Last Day After")
    terms_before = fields.Html(readonly=True)
    terms = fields.Html(string="Terms After")
    currency_id = fields.Many2one(related="contract_id.currency_id")
    line_ids = fields.One2many(
        comodel_name="crm.contract.amendment.line",
        inverse_name="amendment_id",
        string="Subject Lines",
    )
    instalment_ids = fields.One2many(
        comodel_name="crm.contract.amendment.instalment",
        inverse_name="amendment_id",
        string="Instalments",
    )
    supply_ids = fields.One2many(
        comodel_name="crm.contract.amendment.supply",
        inverse_name="amendment_id",
        string="Deliveries",
    )
    amount_before = fields.Monetary(readonly=True, copy=False)
    amount_after = fields.Monetary(compute="_compute_amount_after", store=True)
    amount_change = fields.Monetary(compute="_compute_amount_change", store=True)
    amount_planned = fields.Monetary(
        string="Planned", compute="_compute_amount_planned"
    )

    # how
    stops_execution = fields.Boolean(
        string="Stop Work Meanwhile",
        tracking=True,
        help="The contract is suspended from the submission until the amendment is in "
        "effect, refused or cancelled.",
    )
    needs_signature = fields.Boolean(
        string="Customer Signs",
        default=True,
        tracking=True,
        help="Only a contract manager decides that the customer need not sign.",
    )

    _one_open = models.UniqueIndex(
        "(contract_id) WHERE state IN ('draft', 'approval', 'approved', 'signing')",
        "This contract already has an amendment under way; finish or cancel it first.",
    )
    _number_unique = models.UniqueIndex(
        "(contract_id, number)", "This amendment number is taken."
    )

    @api.depends("line_ids.price_total", "line_ids.quantity", "contract_id.currency_id")
    def _compute_amount_after(self):
        """With the taxes rounded as on an invoice of all lines, like the contract."""
        for amendment in self:
            totals = amendment.line_ids._tax_totals(amendment)
            amendment.amount_after = totals["total_amount_currency"]

    @api.depends("amount_after", "amount_before")
    def _compute_amount_change(self):
        for amendment in self:
            amendment.amount_change = amendment.amount_after - amendment.amount_before

    @api.depends("instalment_ids.amount")
    def _compute_amount_planned(self):
        for amendment in self:
            amendment.amount_planned = sum(amendment.instalment_ids.mapped("amount"))

    @api.depends("name", "contract_id.subject")
    def _compute_display_name(self):
        for amendment in self:
            amendment.display_name = " ".join(
                part for part in (amendment.name, amendment.contract_id.subject) if part
            )

    def _compute_access_url(self):
        for amendment in self:
            amendment.access_url = f"/my/contracts/amendment/{amendment.id}"

    @api.constrains("date_end")
    def _check_date_end(self):
        for amendment in self:
            start = amendment.contract_id.date_start
            if start and amendment.date_end and amendment.date_end < start:
                raise ValidationError(
                    self.env._("%s: the last day is before the first.", amendment.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        amendments = super().create(vals_list)
        for amendment in amendments:
            amendment._start()
        return amendments

    def write(self, vals):
        if not self.env.su and self._term_fields & vals.keys():
            self._check_open_terms()
        if not self.env.su and "needs_signature" in vals:
            self._check_manager(
                self.env._("A contract manager decides whether the customer signs.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        for amendment in self:
            if amendment.state != "draft" or amendment.sudo().approval_ids:
                raise UserError(
                    self.env._(
                        "%s was submitted already and is kept; cancel it instead.",
                        amendment.display_name,
                    )
                )

    def action_open_contract(self):
        self.ensure_one()
        return self.contract_id._open_form()

    def _start(self):
        """Numbers the draft and copies what the contract says today."""
        self.ensure_one()
        contract = self.contract_id
        contract.check_access("write")
        contract._check_state(("effective", "suspended"))
        if not self.env.su and not self.needs_signature:
            self._check_manager()
        numbers = contract.sudo().amendment_ids.mapped("number")
        number = max(numbers, default=0) + 1
        today = self.sudo()
        today.write(
            {
                "number": number,
                "name": f"{contract.name}-A{number}",
                "amount_before": contract.amount_total,
                "date_end_before": contract.date_end,
                "terms_before": contract.terms,
                "date_end": self.date_end or contract.date_end,
                "terms": contract.terms if is_html_empty(self.terms) else self.terms,
                "line_ids": contract._prepare_amendment_lines(),
                "instalment_ids": contract._prepare_amendment_instalments(),
            }
        )
        today.supply_ids = contract._prepare_amendment_supply(today.line_ids)
        contract._log_event("amending", description=self.name)

    def _check_open_terms(self):
        """What is proposed changes in draft only; others approve and sign it."""
        if self.env.su:
            return
        for amendment in self.filtered(lambda a: a.state != "draft"):
            raise UserError(
                self.env._(
                    "%(amendment)s is no draft any more: what it changes is what "
                    "others approve and sign. %(way)s",
                    amendment=amendment.display_name,
                    way=amendment._way_to_open_terms(),
                )
            )

    def _way_to_open_terms(self):
        if self.is_open:
            return self.env._("Withdraw it to draft first.")
        return self.env._("Propose another amendment of the contract.")

    def _next_states(self):
        return TRANSITIONS[self.state]

    def _get_report_base_filename(self):
        return self.name.replace("/", "-")

    def _ordered_parties(self):
        return self.contract_id._ordered_parties()

    def _closing_words(self):
        return self.env._(
            "This amendment is made in %(copies)s. It takes effect on the day of the "
            "last signature; all copies are equally valid.",
            copies=self.contract_id._copies_in_words(),
        )

    def _section_number(self, number):
        return section_number(number, self.env.lang)

    def _amount_in_words(self):
        return self.contract_id._words_of_amount(self.amount_after)

    def _signatory(self):
        return self.contract_id._signatory()

    def _log_event(self, kind, **values):
        self.contract_id._log_event(kind, **values)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

DEFAULT_PREFIX = "C%(year)s/"


class CrmContractType(models.Model):
    """Kind of contract as a company writes it: its numbers, defaults and demands.

    Code asks for the kind only; what a type demands before approval and signature is
    data of the type.
    """

    _name = "crm.contract.type"
    _description = "Contract Type"
    _order = "sequence, name, id"
    _check_company_auto = True

    # identity
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("sale", "Sales"),
            ("frame", "Framework"),
            ("service", "Service"),
            ("purchase", "Purchase"),
        ],
        required=True,
        default="sale",
        help="What the contract does; the rules of the suite ask for the kind.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: every company uses this type.",
    )
    description = fields.Text(
        translate=True, help="When this type is used; shown to who writes a contract."
    )

    # defaults
    number_prefix = fields.Char(
        required=True,
        default=DEFAULT_PREFIX,
        help="Start of the number, e.g. C%(year)s/ makes C2026/0001. Types with the "
        "same prefix are numbered together.",
    )
    copies = fields.Integer(
        default=2, required=True, help="Copies that are signed, all equally valid."
    )

    # what is required
    needs_review = fields.Boolean(
        string="Review Checklist",
        help="Every required question of the checklist is answered with yes before the "
        "contract is submitted.",
    )
    needs_diligence = fields.Boolean(
        string="Due Diligence",
        help="A valid sheet on the customer's ability to perform is on file before the "
        "contract goes out for signature.",
    )
    needs_signatories = fields.Boolean(
        string="Signatories",
        help="Both parties name who signs before the contract goes out for signature.",
    )
    needs_end = fields.Boolean(
        string="Period", help="First and last day are given before it is submitted."
    )
    clause_category_ids = fields.Many2many(
        comodel_name="crm.contract.clause.category",
        string="Clauses on",
        help="A contract is submitted with a clause of each of these categories.",
    )
    major_amount = fields.Monetary(
        string="Major from",
        currency_field="currency_id",
        help="From this amount in the company's currency on, leaders decide together "
        "and their minutes are filed before the contract goes out for signature. "
        "Zero: the company's amount of the settings counts.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_currency_id"
    )

    # lead times
    days_review = fields.Integer(
        string="Days for Approval", help="Expected from submitting to the last answer."
    )
    days_signing = fields.Integer(
        string="Days for Signature", help="Expected from sending to the signature."
    )
    contract_count = fields.Integer(compute="_compute_contract_count")

    _copies_positive = models.Constraint(
        "CHECK (copies > 0)", "A contract is signed in one copy at least."
    )
    _days_positive = models.Constraint(
        "CHECK (days_review >= 0 AND days_signing >= 0)",
        "Lead times cannot be negative.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for kind in self:
            kind.currency_id = (kind.company_id or self.env.company).currency_id

    def _compute_contract_count(self):
        counts = dict(
            self.env["crm.contract"]._read_group(
                [("type_id", "in", self.ids)], ["type_id"], ["__count"]
            )
        )
        for kind in self:
            kind.contract_count = counts.get(kind, 0)

    @api.constrains("number_prefix")
    def _check_number_prefix(self):
        for kind in self:
            sequence = self.env["ir.sequence"].new({"prefix": kind.number_prefix})
            try:
                sequence._get_prefix_suffix()
            except UserError as refusal:
                raise ValidationError(
                    self.env._(
                        "%(type)s: “%(prefix)s” is no prefix of numbers; write letters "
                        "and %%(year)s, %%(y)s or %%(month)s.",
                        type=kind.name,
                        prefix=kind.number_prefix,
                    )
                ) from refusal

    def write(self, vals):
        if "kind" in vals:
            self.filtered(lambda t: t.kind != vals["kind"])._check_unused()
        return super().write(vals)

    def action_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_action"
        )
        action["domain"] = [("type_id", "=", self.id)]
        action["context"] = {"default_type_id": self.id}
        return action

    @api.model
    def _first_type(self, company, kind=None):
        """First type of a company, of this kind when one is given."""
        domain = [("company_id", "in", [company.id, False])]
        if kind:
            domain.append(("kind", "=", kind))
        return self.sudo().search(domain, limit=1)

    def _check_unused(self):
        """What contracts were signed as does not change under their feet."""
        contracts = self.env["crm.contract"].sudo().with_context(active_test=False)
        used = contracts.search([("type_id", "in", self.ids)], limit=1).type_id
        if used:
            raise UserError(
                self.env._(
                    "%s is used by contracts: its kind stays. Add another type and "
                    "archive this one.",
                    used.name,
                )
            )

    def _next_number(self, company):
        """Next number of the company for this prefix; makes its sequence if needed."""
        prefix = self.number_prefix or DEFAULT_PREFIX
        code = "crm.contract" if prefix == DEFAULT_PREFIX else f"crm.contract:{prefix}"
        sequences = self.env["ir.sequence"].sudo().with_company(company)
        if not sequences.search_count(
            [("code", "=", code), ("company_id", "=", company.id)], limit=1
        ):
            sequences.create(
                {
                    "name": self.env._("Contracts of %s", company.name),
                    "code": code,
                    "company_id": company.id,
                    "prefix": prefix,
                    "padding": 4,
                    "use_date_range": "(year)s" in prefix or "(y)s" in prefix,
                }
            )
        return sequences.next_by_code(code)

    @api.model
    def _serve_old_contracts(self):
        """Gives contracts from before types were data the first type of their kind."""
        contracts = self.env["crm.contract"].with_context(active_test=False)
        without = contracts.search([("type_id", "=", False)])
        for company, group in without.grouped("company_id").items():
            for kind, same in group.grouped("contract_type").items():
                same.type_id = self._first_type(company, kind or "sale")

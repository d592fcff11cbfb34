# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

from .crm_contract_rules import section_number


class CrmContractWordingMixin(models.AbstractModel):
    """The words of a contract: parties, clauses, links, and the printed document."""

    _name = "crm.contract.wording.mixin"
    _description = "Words of Contracts"
    _inherit = ["crm.contract.flow.mixin", "crm.contract.signature.mixin"]

    party_ids = fields.One2many(
        comodel_name="crm.contract.party",
        inverse_name="contract_id",
        string="Parties",
        copy=False,
    )
    term_ids = fields.One2many(
        comodel_name="crm.contract.term",
        inverse_name="contract_id",
        string="Clauses",
        copy=True,
    )
    link_ids = fields.One2many(
        comodel_name="crm.contract.link",
        inverse_name="contract_id",
        string="Linked Contracts",
    )
    linked_from_ids = fields.One2many(
        comodel_name="crm.contract.link",
        inverse_name="other_id",
        string="Linked from",
        readonly=True,
    )
    obligation_ids = fields.One2many(
        comodel_name="crm.contract.obligation",
        inverse_name="contract_id",
        string="Obligations",
        copy=False,
    )
    period_ids = fields.One2many(
        comodel_name="crm.contract.period",
        inverse_name="contract_id",
        string="Service Periods",
        copy=False,
    )
    has_outdated_terms = fields.Boolean(compute="_compute_has_outdated_terms")

    @api.depends("term_ids.version_id", "term_ids.clause_id.version_id", "state")
    def _compute_has_outdated_terms(self):
        for contract in self:
            contract.has_outdated_terms = any(contract.term_ids.mapped("is_outdated"))

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._ensure_parties()
        return contracts

    def write(self, vals):
        result = super().write(vals)
        if {"customer_id", "contact_id"} & vals.keys():
            self._ensure_parties()
        return result

    def copy(self, default=None):
        """Duties and periods follow, tied to the instalments of the copy."""
        copies = super().copy(default)
        for contract, twin in zip(self, copies, strict=True):
            contract._copy_duties(twin)
        return copies

    def action_add_clauses(self):
        """Adds the standard clauses of the type that are not there yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_terms_open()
        clauses = self._standard_clauses() - self.term_ids.clause_id
        if not clauses:
            raise UserError(
                self.env._(
                    "%s already has all standard clauses of its type.",
                    self.display_name,
                )
            )
        start = max(self.term_ids.mapped("sequence"), default=0)
        self.term_ids = [
            Command.create({"clause_id": clause.id, "sequence": start + 10 * number})
            for number, clause in enumerate(clauses, start=1)
        ]

    def action_update_clauses(self):
        """Takes the versions in force instead of those from when it was drafted."""
        self.ensure_one()
        self.check_access("write")
        self._check_terms_open()
        for term in self.term_ids.filtered("is_outdated"):
            term.version_id = term.clause_id.version_id

    def _standard_clauses(self):
        return self.env["crm.contract.clause"].search(
            [
                ("type_ids", "in", self.type_id.ids),
                ("version_id", "!=", False),
                ("company_id", "in", [self.company_id.id, False]),
            ]
        )

    def _ensure_parties(self):
        """Keeps the customer and the company among the parties."""
        rows = []
        for contract in self.sudo():
            parties = {party.role: party for party in contract.party_ids}
            for values in contract._prepare_main_parties():
                party = parties.get(values["role"])
                if not party:
                    rows.append({"contract_id": contract.id, **values})
                elif party.partner_id.id != values["partner_id"]:
                    party.write({"signatory_title": False, "authority": False})
                    party.write(values)
                elif values.get("signatory_id"):
                    party.signatory_id = values["signatory_id"]
        self.env["crm.contract.party"].sudo().create(rows)

    def _prepare_main_parties(self):
        contact = self.contact_id
        person = contact.id if contact and not contact.is_company else False
        return [
            {
                "role": "customer",
                "sequence": 10,
                "partner_id": self.partner_id.id,
                "signatory_id": person,
            },
            {
                "role": "company",
                "sequence": 20,
                "partner_id": self.company_id.partner_id.id,
            },
        ]

    def _ordered_parties(self):
        """Buyer first, seller second, then the others in their order."""
        buyer = "company" if self.contract_type == "purchase" else "customer"
        ranks = {buyer: 0}
        return self.party_ids.sorted(
            lambda p: (
                ranks.get(p.role, 1 if p.role in ("customer", "company") else 2),
                p.sequence,
                p.id,
            )
        )

    def _check_complete(self):
        self._check_clauses()
        self._check_period()
        return super()._check_complete()

    def _check_period(self):
        if self.type_id.needs_end and not (self.date_start and self.date_end):
            raise UserError(
                self.env._(
                    "%(contract)s: a contract of the type “%(type)s” has a first and a "
                    "last day; fill in the period.",
                    contract=self.display_name,
                    type=self.type_id.name,
                )
            )

    def _check_clauses(self):
        """Categories the type asks for are there; the rest is the writer's choice."""
        missing = self.type_id.sudo().clause_category_ids - self.term_ids.category_id
        if missing:
            raise UserError(
                self.env._(
                    "%(contract)s: a contract of the type “%(type)s” needs clauses on "
                    "%(categories)s. Add them from the library.",
                    contract=self.display_name,
                    type=self.type_id.name,
                    categories=", ".join(missing.mapped("name")),
                )
            )

    def _check_signable(self):
        """What must be there before the customer is asked to sign."""
        self._check_signatories()
        self._check_signed_together()

    def _check_signatories(self):
        if not self.type_id.needs_signatories:
            return
        main = self.party_ids.filtered(lambda p: p.role in ("customer", "company"))
        for party in main.filtered(lambda p: not p.signatory_id):
            raise UserError(
                self.env._(
                    "%(contract)s: name who signs for %(party)s on the page Parties.",
                    contract=self.display_name,
                    party=party.partner_id.display_name,
                )
            )

    def _check_signed_together(self):
        """Contracts signed together are ready together and signed by the same."""
        links = self.sudo().link_ids | self.sudo().linked_from_ids
        tied = links.filtered(lambda link: link.kind == "together")
        others = (tied.contract_id | tied.other_id) - self.sudo()
        for other in others:
            if other.state in ("draft", "review", "approval"):
                raise UserError(
                    self.env._(
                        "%(contract)s is signed together with %(other)s, which is not "
                        "approved yet.",
                        contract=self.display_name,
                        other=other.display_name,
                    )
                )
            if self.sudo()._main_signatories() != other._main_signatories():
                raise UserError(
                    self.env._(
                        "%(contract)s and %(other)s are signed together, by the same "
                        "persons; their signatories differ.",
                        contract=self.display_name,
                        other=other.display_name,
                    )
                )

    def _main_signatories(self):
        return {
            party.role: party.signatory_id
            for party in self.party_ids
            if party.role in ("customer", "company")
        }

    def _send(self):
        self._check_signable()
        return super()._send()

    def _sign_on_paper(self, date, document, filename):
        self._check_signable()
        return super()._sign_on_paper(date, document, filename)

    def _copies_in_words(self):
        """How many copies, and who gets them; the copies go round evenly."""
        parties = max(len(self.party_ids), 1)
        if self.copies == 1:
            return self.env._("one copy")
        if self.copies % parties:
            return self.env._("%s copies", self.copies)
        if self.copies == parties:
            return self.env._("%s copies, one for each party", self.copies)
        return self.env._(
            "%(copies)s copies, %(each)s for each party",
            copies=self.copies,
            each=self.copies // parties,
        )

    def _closing_words(self):
        """The last sentence above the signatures."""
        return self.env._(
            "This contract is made in %(copies)s. It takes effect on the day of the "
            "last signature; all copies are equally valid.",
            copies=self._copies_in_words(),
        )

    def _copy_duties(self, twin):
        plan = dict(zip(self.instalment_ids, twin.instalment_ids, strict=False))
        twins = {}
        for line in self.obligation_ids.sorted("id"):
            after = twins.get(line.after_id)
            if line.trigger == "obligation" and not after:
                continue
            twins[line] = line.copy(
                {
                    "contract_id": twin.id,
                    "instalment_id": plan[line.instalment_id].id
                    if line.instalment_id in plan
                    else False,
                    "after_id": after.id if after else False,
                }
            )
        for period in self.period_ids.filtered(lambda p: not p.previous_id):
            period.copy({"contract_id": twin.id})

    def _document_sections(self):
        """Sections of the printed contract: number, title and template of each.

        A module that has more to print extends the list.
        """
        self.ensure_one()
        sections = [
            (self.env._("Subject"), "crm_contracts.crm_contract_report_lines"),
            (self.env._("Payment"), "crm_contracts.crm_contract_report_instalments"),
        ]
        return [
            {
                "index": number,
                "number": section_number(number, self.env.lang),
                "title": title,
                "template": template,
            }
            for number, (title, template) in enumerate(
                [*sections, *self._document_annexes()], start=1
            )
        ]

    def _document_annexes(self):
        """Sections that are printed only when there is something in them."""
        annexes = []
        if self.obligation_ids:
            annexes.append(
                (self.env._("Duties"), "crm_contracts.crm_contract_report_obligations")
            )
        if self.period_ids:
            annexes.append(
                (
                    self.env._("Maintenance and Service"),
                    "crm_contracts.crm_contract_report_periods",
                )
            )
        if self.term_ids or not is_html_empty(self.terms):
            annexes.append(
                (self.env._("Terms"), "crm_contracts.crm_contract_report_terms")
            )
        return annexes

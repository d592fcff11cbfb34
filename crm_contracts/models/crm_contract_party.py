# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_contract_rules import party_letter


class CrmContractParty(models.Model):
    """Who makes a contract, and who signs for him.

    The customer and the company are parties of every contract by themselves.
    """

    _name = "crm.contract.party"
    _description = "Party of a Contract"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, sequence, id"
    _rec_name = "partner_id"

    sequence = fields.Integer(default=30)
    role = fields.Selection(
        selection=[
            ("customer", "Customer"),
            ("company", "Our Company"),
            ("guarantor", "Guarantor"),
            ("payer", "Payer"),
            ("receiver", "Receiver of the Goods"),
            ("witness", "Witness"),
        ],
        required=True,
        default="guarantor",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Party", required=True, ondelete="restrict"
    )
    signatory_id = fields.Many2one(
        comodel_name="res.partner",
        string="Signed by",
        domain="[('is_company', '=', False), '|', ('id', 'child_of', partner_id), "
        "('parent_id', '=', False)]",
        ondelete="restrict",
        help="The person who signs for this party.",
    )
    signatory_title = fields.Char(
        string="Position", help="e.g. legal representative, head of materials"
    )
    is_legal_representative = fields.Boolean(string="Legal Representative")
    authority = fields.Char(
        string="Power of Attorney",
        help="Number and date of the paper, when somebody else than the legal "
        "representative signs.",
    )

    _main_unique = models.UniqueIndex(
        "(contract_id, role) WHERE role IN ('customer', 'company')",
        "The customer and the company are parties of the contract once each.",
    )

    def write(self, vals):
        main = self.filtered(lambda p: p.role in ("customer", "company"))
        if main and not self.env.su and {"role", "partner_id"} & vals.keys():
            main._raise_main()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_main(self):
        """Main parties go with the contract only; deleting one brings it back."""
        main = self.filtered(lambda p: p.role in ("customer", "company"))
        if main and not self.env.su:
            main._raise_main()

    def _raise_main(self):
        raise UserError(
            self.env._(
                "%(party)s is a main party of %(contract)s: it follows from the "
                "customer and the company of the contract. Change these instead.",
                party=self[0].partner_id.display_name,
                contract=self[0].contract_id.display_name,
            )
        )

    def _letter(self):
        """A, B, C in the order of the document: the buyer is party A; in Chinese 甲."""
        ordered = self.contract_id._ordered_parties()
        return party_letter(ordered.ids.index(self.id), self.env.lang)

    def _title(self):
        """What the printed document calls the party."""
        if (self.env.lang or "").startswith("zh"):
            return f"{self._letter()}方"
        return self.env._("Party %s", self._letter())

    def _copy_words(self):
        return self.env._("Copy of %s", self._title())

    def _part_words(self):
        """What the party is in this contract, in words of both sides."""
        buys = self.contract_id.contract_type == "purchase"
        if self.role in ("customer", "company"):
            buyer = (self.role == "company") == buys
            return self.env._("Buyer") if buyer else self.env._("Supplier")
        return dict(self._fields["role"]._description_selection(self.env))[self.role]

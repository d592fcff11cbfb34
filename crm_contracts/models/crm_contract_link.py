# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractLink(models.Model):
    """How a contract stands to another one: signed together, annex, replaced."""

    _name = "crm.contract.link"
    _description = "Linked Contract"
    _inherit = ["crm.guarded.mixin"]
    _order = "contract_id, kind, id"
    _rec_name = "other_id"

    _frozen_fields = frozenset({"contract_id", "other_id"})

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    other_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Other Contract",
        required=True,
        index=True,
        ondelete="cascade",
    )
    other_state = fields.Selection(related="other_id.state", string="Status")
    kind = fields.Selection(
        selection=[
            ("together", "Signed together with"),
            ("annex", "Is an annex of"),
            ("replaces", "Replaces"),
            ("refers", "Refers to"),
        ],
        required=True,
        default="together",
        string="Relation",
    )
    note = fields.Char()

    _link_unique = models.UniqueIndex(
        "(contract_id, other_id, kind)", "These contracts are linked this way already."
    )
    _not_itself = models.Constraint(
        "CHECK (contract_id != other_id)", "A contract is not linked with itself."
    )

    @api.constrains("contract_id", "other_id")
    def _check_same_company(self):
        for link in self:
            if link.contract_id.company_id != link.other_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(contract)s and %(other)s belong to different companies; "
                        "contracts are linked inside one company.",
                        contract=link.contract_id.display_name,
                        other=link.other_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        links._check_linkable()
        return links

    def write(self, vals):
        self._check_linkable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_foreign(self):
        self._check_linkable()

    def action_open_other(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.other_id.id,
            "views": [(False, "form")],
        }

    def _check_linkable(self):
        """Who links changes one contract and sees the other; signing ties in draft."""
        if self.env.su:
            return
        self.contract_id.check_access("write")
        self.other_id.check_access("read")
        tied = self.filtered(lambda link: link.kind == "together")
        tied.contract_id._check_terms_open()

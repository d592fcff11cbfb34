# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_contract_states import RUNNING, SHARED


class CrmContractSupplementMixin(models.AbstractModel):
    """Supplementary agreements: contracts that settle with their main contract."""

    _name = "crm.contract.supplement.mixin"
    _description = "Supplementary Agreements"

    currency_id = fields.Many2one("res.currency")
    parent_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Supplement to",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        check_company=True,
        help="The main contract: both are closed and terminated together.",
    )
    supplement_ids = fields.One2many(
        comodel_name="crm.contract",
        inverse_name="parent_id",
        string="Supplementary Agreements",
        readonly=True,
    )
    supplement_count = fields.Integer(compute="_compute_supplement_count")
    family_amount_total = fields.Monetary(
        string="Total with Supplements", compute="_compute_family_amounts"
    )
    family_amount_received = fields.Monetary(
        string="Received with Supplements", compute="_compute_family_amounts"
    )
    family_amount_open = fields.Monetary(
        string="To Receive with Supplements", compute="_compute_family_amounts"
    )

    @api.depends("supplement_ids")
    def _compute_supplement_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for contract in self:
            contract.supplement_count = counts.get(contract, 0)

    @api.depends(
        "amount_total",
        "supplement_ids.amount_total",
        "supplement_ids.amount_received",
        "supplement_ids.state",
    )
    def _compute_family_amounts(self):
        """Main contract and the supplements that were signed, settled as one."""
        for contract in self:
            signed = contract.sudo().supplement_ids.filtered(
                lambda c: c.state in (*RUNNING, "closed")
            )
            # added one by one: a union of both would be read contract by contract
            for name in ("amount_total", "amount_received", "amount_open"):
                whole = contract[name] + sum(signed.mapped(name))
                contract[f"family_{name}"] = whole

    @api.constrains("parent_id")
    def _check_parent_id(self):
        for contract in self.filtered("parent_id"):
            main = contract.parent_id
            if main.parent_id or main == contract:
                raise ValidationError(
                    self.env._(
                        "%(main)s is a supplement itself; the new agreement belongs "
                        "to its main contract.",
                        main=main.display_name,
                    )
                )
            if (main.customer_id, main.currency_id) != (
                contract.customer_id,
                contract.currency_id,
            ):
                raise ValidationError(
                    self.env._(
                        "A supplement to %(main)s is with the same customer and in the "
                        "same currency; they are settled together.",
                        main=main.display_name,
                    )
                )

    def action_create_supplement(self):
        self.ensure_one()
        return self._create_supplement()._open_form()

    def action_view_supplements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_action"
        )
        action["domain"] = [("parent_id", "=", self.id)]
        action["context"] = {"create": False}
        action["name"] = self.env._("Supplementary Agreements of %s", self.name)
        return action

    def _create_supplement(self):
        """A draft that belongs to this contract; its terms are still to be written."""
        self.ensure_one()
        self.check_access("write")
        main = self.parent_id or self
        main._check_state(("effective", "suspended"))
        supplement = (
            self.env["crm.contract"]
            .sudo()
            .create(
                {
                    "parent_id": main.id,
                    "subject": self.env._("Supplement to %s", main.subject),
                    "type_id": main.type_id.id,
                    "company_id": main.company_id.id,
                    "customer_id": main.customer_id.id,
                    "contact_id": main.contact_id.id,
                    "currency_id": main.currency_id.id,
                }
            )
            .sudo(self.env.su)
        )
        main._log_event("supplement", description=supplement.name)
        return supplement

    def _shared_relatives(self):
        """Main contract and supplements that the customer reads in the portal."""
        family = self.parent_id | self.supplement_ids
        return family.filtered(lambda c: c.state in SHARED)

    def _get_number(self):
        """Number of a new contract; a supplement counts under its main contract."""
        self.ensure_one()
        main = self.sudo().parent_id
        if not main:
            return self.type_id._next_number(self.company_id)
        main.lock_for_update()
        known = main.with_context(active_test=False).supplement_ids - self
        numbers = [
            int(name.rpartition("-S")[2])
            for name in known.mapped("name")
            if name.rpartition("-S")[2].isdigit()
        ]
        return f"{main.name}-S{max(numbers, default=0) + 1}"

    def _check_sendable(self):
        self._check_main_running()
        return super()._check_sendable()

    def _check_main_running(self):
        """A supplement goes ahead only while its main contract is running."""
        for contract in self.filtered("parent_id"):
            main = contract.sudo().parent_id
            if main.state not in RUNNING:
                raise UserError(
                    self.env._(
                        "%(contract)s belongs to %(main)s, which is not running any "
                        "more; make a contract of its own.",
                        contract=contract.display_name,
                        main=main.display_name,
                    )
                )

    def _check_main_open(self):
        """A supplement is opened again together with its main contract."""
        main = self.sudo().parent_id
        if main and main.state not in RUNNING:
            raise UserError(
                self.env._(
                    "%(contract)s settles with %(main)s; take back the closing of "
                    "that one.",
                    contract=self.display_name,
                    main=main.display_name,
                )
            )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmContractReviewMixin(models.AbstractModel):
    """What is examined before a contract is submitted, signed or not accepted."""

    _name = "crm.contract.review.mixin"
    _description = "Review of Contracts"
    _inherit = ["crm.contract.wording.mixin"]

    check_ids = fields.One2many(
        comodel_name="crm.contract.check",
        inverse_name="contract_id",
        string="Checklist",
        copy=False,
    )
    minutes_ids = fields.One2many(
        comodel_name="crm.contract.minutes",
        inverse_name="contract_id",
        copy=False,
    )
    is_major = fields.Boolean(string="Major Contract", compute="_compute_is_major")
    diligence_id = fields.Many2one(
        comodel_name="crm.contract.diligence",
        string="Valid Due Diligence",
        compute="_compute_diligence_id",
        compute_sudo=True,
    )
    is_model = fields.Boolean(
        string="Model Contract",
        copy=False,
        readonly=True,
        help="New contracts of anybody can start as a copy of this one.",
    )
    date_declined = fields.Date(string="Not Accepted on", readonly=True, copy=False)
    declined_reason_id = fields.Many2one(
        comodel_name="crm.contract.refusal.reason",
        string="Why Not Accepted",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    declined_note = fields.Char(string="Analysis", readonly=True, copy=False)

    @api.depends("amount_total_company", "type_id.major_amount")
    def _compute_is_major(self):
        for contract in self:
            limit = contract.type_id.sudo().major_amount
            limit = limit or contract.company_id.sudo().contract_major_amount
            contract.is_major = bool(limit) and contract.amount_total_company >= limit

    @api.depends("customer_id")
    def _compute_diligence_id(self):
        """The latest confirmed sheet on the customer that is still valid."""
        sheets = self.env["crm.contract.diligence"].search(
            [
                ("customer_id", "in", self.customer_id.ids),
                ("state", "=", "confirmed"),
            ],
            order="date, id",
        )
        latest = {sheet.customer_id: sheet for sheet in sheets}
        for contract in self:
            sheet = latest.get(contract.customer_id, sheets.browse())
            today = self.env["crm.customer"]._today(contract.company_id)
            valid = not sheet.date_until or sheet.date_until >= today
            contract.diligence_id = sheet if valid else False

    def action_fill_checklist(self):
        """Asks the questions of the type that are not asked yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_terms_open()
        items = self._checklist_items() - self.check_ids.item_id
        self.check_ids = [Command.create({"item_id": item.id}) for item in items]

    def action_mark_model(self):
        """Managers choose which contracts others may start from."""
        for contract in self:
            contract._check_manager()
            contract.sudo().is_model = not contract.is_model

    def action_open_decline(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_decline_action"
        )
        action["context"] = {"default_contract_id": self.id}
        return action

    def action_reconsider(self):
        for contract in self:
            contract._reconsider()

    def _checklist_items(self):
        return self.env["crm.contract.check.item"].search(
            ["|", ("type_ids", "=", False), ("type_ids", "in", self.type_id.ids)]
        )

    def _check_complete(self):
        if self.date_declined:
            raise UserError(
                self.env._(
                    "%s was not accepted; take it up again first.", self.display_name
                )
            )
        if self.type_id.needs_review:
            self._check_checklist()
        return super()._check_complete()

    def _check_checklist(self):
        """Every required question has a yes, or a reason why it does not apply."""
        answers = {check.item_id: check for check in self.check_ids}
        for item in self._checklist_items().filtered("is_required"):
            check = answers.get(item, self.check_ids.browse())
            if not check._is_settled(check.answer, check.comment):
                raise UserError(
                    self.env._(
                        "%(contract)s: “%(question)s” is not answered with yes. Settle "
                        "it on the page Review, or say there why it does not apply.",
                        contract=self.display_name,
                        question=item.name,
                    )
                )

    def _check_signable(self):
        self._check_diligence()
        self._check_minutes()
        return super()._check_signable()

    def _check_diligence(self):
        if not self.type_id.needs_diligence:
            return
        if not self.diligence_id or self.diligence_id.sudo().conclusion == "unable":
            raise UserError(
                self.env._(
                    "%(contract)s: there is no valid due diligence that finds "
                    "%(customer)s able to perform. Write a sheet (Contracts › Due "
                    "Diligence) and let finance confirm it.",
                    contract=self.display_name,
                    customer=self.customer_id.display_name,
                )
            )

    def _check_minutes(self):
        """Leaders said yes to this amount after the contract was last submitted."""
        if not self.is_major:
            return
        submitted = self.sudo().event_ids.filtered(lambda e: e.kind == "submitted")
        since = max(submitted.mapped("date"), default=fields.Datetime.now())
        meetings = self.sudo().minutes_ids.filtered(lambda m: m.date_recorded >= since)
        latest = meetings.sorted("id")[-1:]
        if latest.decision != "approved" or self.currency_id.compare_amounts(
            latest.amount, self.amount_total
        ):
            raise UserError(
                self.env._(
                    "%(contract)s is a major contract: leaders decide on it together. "
                    "A director or contract manager records their minutes on the page "
                    "Review.",
                    contract=self.display_name,
                )
            )

    def _turn_down(self, reason, note):
        """The business is not accepted: the draft is put away with the reason."""
        self.ensure_one()
        self.check_access("write")
        self._check_state(("draft",))
        self._check_reason(note)
        self.sudo().write(
            {
                "active": False,
                "date_declined": self.env["crm.customer"]._today(self.company_id),
                "declined_reason_id": reason.id,
                "declined_note": note,
            }
        )
        self._log_event("turned_down", description=f"{reason.name}: {note}")

    def _reconsider(self):
        self.ensure_one()
        self.check_access("write")
        if not self.date_declined:
            raise UserError(
                self.env._("%s was not declined; nothing is taken up again.", self.name)
            )
        self.sudo().write(
            {
                "active": True,
                "date_declined": False,
                "declined_reason_id": False,
                "declined_note": False,
            }
        )
        self._log_event("reconsidered")

    def _copy_for(self, customer, subject):
        """A draft for another customer with the words and prices of a model contract.

        The reader needs no right on the model's customer: a manager released it.
        """
        self.ensure_one()
        customer.check_access("read")
        self.env["crm.contract"].check_access("create")
        if not self.sudo().is_model:
            raise UserError(
                self.env._("Only model contracts are copied for other customers.")
            )
        if self.sudo().company_id != customer.company_id:
            raise UserError(
                self.env._("The model and the customer belong to different companies.")
            )
        twin = self.sudo().copy(
            {
                "customer_id": customer.id,
                "contact_id": False,
                "subject": subject or self.sudo().subject,
            }
        )
        twin = twin.sudo(False)
        twin.check_access("write")
        return twin

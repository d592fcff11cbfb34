# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmContractDiligence(models.Model):
    """What was found out about a customer before a contract is signed with him."""

    _name = "crm.contract.diligence"
    _description = "Due Diligence"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    _frozen_fields = frozenset({"company_id", "customer_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    date_until = fields.Date(
        string="Valid until",
        compute="_compute_date_until",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Examined by",
        default=lambda self: self.env.user,
        readonly=True,
    )
    enterprise_type = fields.Selection(
        selection=[
            ("state", "State-owned"),
            ("private", "Private"),
            ("listed", "Listed"),
            ("foreign", "Foreign-funded"),
            ("public", "Public Body"),
            ("person", "Self-employed"),
        ],
        string="Type of Enterprise",
    )
    legal_representative = fields.Char()
    registered_capital = fields.Monetary()
    employees = fields.Integer()
    funds = fields.Text(string="Financial Situation")
    ability = fields.Text(string="Ability to Perform")
    reputation = fields.Text(string="Reputation and Credit")
    needs_proof = fields.Boolean(
        string="Financial Proof Needed",
        help="The sheet is confirmed only with legally valid financial proof.",
    )
    proof_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Financial Proof",
    )
    conclusion = fields.Selection(
        selection=[
            ("able", "Able to Perform"),
            ("conditional", "With Security or Prepayment"),
            ("unable", "Not Able to Perform"),
        ]
    )
    condition = fields.Char(help="Which security or prepayment.")
    state = fields.Selection(
        selection=[("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        string="Status",
    )
    confirmed_by_id = fields.Many2one(
        comodel_name="res.users", string="Confirmed by", readonly=True, copy=False
    )

    @api.depends("date", "company_id.contract_diligence_months")
    def _compute_date_until(self):
        for sheet in self.filtered("date"):
            months = sheet.company_id.contract_diligence_months
            sheet.date_until = fields.Date.add(sheet.date, months=months)

    def write(self, vals):
        if not self.env.su and set(vals) - {"message_follower_ids", "activity_ids"}:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_draft()

    def action_confirm(self):
        for sheet in self:
            sheet._confirm()

    def _confirm(self):
        """Four eyes: somebody of finance, or a manager, who did not write it."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_finance"):
            raise AccessError(
                self.env._(
                    "Due diligence on %s is confirmed by contract finance or a "
                    "contract manager.",
                    self.customer_id.display_name,
                )
            )
        self._check_draft()
        if self.user_id == self.env.user:
            raise AccessError(
                self.env._(
                    "Nobody confirms his own sheet: ask a colleague of finance for %s.",
                    self.customer_id.display_name,
                )
            )
        self._check_filled()
        self.sudo().write({"state": "confirmed", "confirmed_by_id": self.env.uid})

    def _check_filled(self):
        needed = ("enterprise_type", "funds", "ability", "conclusion")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in needed
            if not self[name]
        ]
        if self.needs_proof and not self.proof_ids:
            missing.append(self._fields["proof_ids"]._description_string(self.env))
        if missing:
            raise UserError(
                self.env._(
                    "Due diligence on %(customer)s is not complete: %(fields)s.",
                    customer=self.customer_id.display_name,
                    fields=", ".join(missing),
                )
            )

    def _check_draft(self):
        for sheet in self.filtered(lambda s: s.state == "confirmed"):
            raise UserError(
                self.env._(
                    "The sheet on %s was confirmed and stays; write a new one.",
                    sheet.customer_id.display_name,
                )
            )

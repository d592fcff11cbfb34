# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class CrmLeadDistribution(models.Model):
    """A lead for a sister company: one asks, group management hands it over (S-133)."""

    _name = "crm.lead.distribution"
    _description = "Lead for Another Company"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
    _rec_name = "lead_name"

    _frozen_fields = frozenset({"company_id", "lead_id", "to_company_id"})

    lead_id = fields.Many2one(
        comodel_name="crm.lead", required=True, index=True, ondelete="cascade"
    )
    lead_name = fields.Char(
        related="lead_id.name",
        string="Name of the Lead",
        help="Readable after the lead went to a company one does not work for.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="From",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    to_company_id = fields.Many2one(
        comodel_name="res.company", string="To", required=True, index=True
    )
    to_company_name = fields.Char(related="to_company_id.name")
    to_company_choice = fields.Selection(
        selection="_selection_to_company",
        string="To Company",
        compute="_compute_to_company_choice",
        readonly=False,
        help="Every company of the group, also those one does not work for.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    reason = fields.Text(required=True)
    receiver_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson There",
        domain="[('share', '=', False), ('company_ids', 'in', to_company_id)]",
        help="Chosen by who distributes; empty: the other company decides.",
    )
    state = fields.Selection(
        selection=[("asked", "Asked"), ("done", "Handed Over"), ("refused", "Refused")],
        string="Status",
        default="asked",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", readonly=True, copy=False
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    answer = fields.Char(help="Why it is refused.", copy=False)

    _other_company = models.Constraint(
        "CHECK (company_id != to_company_id)", "Choose another company than its own."
    )

    @api.depends("lead_id")
    def _compute_company_id(self):
        for request in self:
            request.company_id = request.lead_id.company_id or self.env.company

    @api.depends("to_company_id")
    def _compute_to_company_choice(self):
        for request in self:
            company = request.to_company_id
            request.to_company_choice = str(company.id) if company else False

    @api.model
    def _selection_to_company(self):
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        return [(str(company.id), company.name) for company in companies]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            choice = vals.pop("to_company_choice", None)
            if choice:
                vals["to_company_id"] = int(choice)
        requests = super().create(vals_list)
        requests.lead_id.check_access("write")
        return requests

    def write(self, vals):
        if not self.env.su:
            for request in self:
                request._check_may_edit(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(request.state != "asked" for request in self):
            raise UserError(self.env._("What was decided is kept for good."))

    def action_hand_over(self):
        for request in self:
            request._check_distributor()
            request._hand_over()

    def action_refuse(self):
        for request in self:
            request._check_distributor()
            if not (request.answer or "").strip():
                raise UserError(
                    self.env._("Write in the answer why it is refused, then refuse.")
                )
            request.sudo()._decide("refused")

    def _check_may_edit(self, vals):
        """Nothing changes after the decision; who decides writes the answer."""
        self._check_asked()
        if vals.keys() & {"answer", "receiver_id"}:
            self._check_group_management()

    def _check_distributor(self):
        self.check_access("read")
        self.lock_for_update()
        self._check_group_management()
        self._check_asked()
        if self.sudo().lead_id.company_id - self.company_id:
            raise UserError(
                self.env._(
                    "“%(lead)s” no longer belongs to %(company)s. Ask its company for "
                    "it.",
                    lead=self.lead_name,
                    company=self.company_id.name,
                )
            )

    def _check_group_management(self):
        """A director of both companies, which is what group management is."""
        user = self.env.user
        both = self.company_id | self.sudo().to_company_id
        if (
            not user.has_group("crm_lifecycle.crm_lifecycle_group_director")
            or both - user.company_ids
        ):
            raise AccessError(
                self.env._(
                    "“%(lead)s” is handed from %(from)s to %(to)s by group management: "
                    "a director of both companies.",
                    **{
                        "lead": self.lead_name,
                        "from": self.company_id.name,
                        "to": self.sudo().to_company_id.name,
                    },
                )
            )

    def _check_asked(self):
        if self.state != "asked":
            raise UserError(
                self.env._(
                    "“%(lead)s” was decided by %(user)s already.",
                    lead=self.lead_name,
                    user=self.decided_by_id.name,
                )
            )

    def _hand_over(self):
        """The lead changes company; its team and tasks stay behind."""
        request = self.sudo()
        receiver, company = request.receiver_id, request.to_company_id
        if receiver and company not in receiver.company_ids:
            raise UserError(
                self.env._(
                    "%(user)s does not work for %(company)s. Choose somebody who does.",
                    user=receiver.name,
                    company=company.name,
                )
            )
        request.lead_id.message_post(
            body=self.env._(
                "Handed from %(old)s to %(new)s: %(reason)s",
                old=request.company_id.name,
                new=request.to_company_id.name,
                reason=request.reason,
            )
        )
        request.lead_id.write(
            {
                "company_id": request.to_company_id.id,
                "team_id": False,
                "user_id": request.receiver_id.id,
            }
        )
        request.lead_id._open_customer_accounts()
        request._decide("done")

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        self.message_post(
            body=self.env._("Your request about “%s” was decided.", self.lead_name),
            partner_ids=self.user_id.partner_id.ids,
        )

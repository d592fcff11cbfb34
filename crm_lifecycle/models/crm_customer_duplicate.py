# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from . import crm_duplicate_queries as queries


class CrmCustomerDuplicate(models.Model):
    """Two accounts of one company that look like the same customer.

    Found every night over the whole stock, decided by people: merged, or told apart for
    good with a reason.
    """

    _name = "crm.customer.duplicate"
    _description = "Possible Duplicate"
    _inherit = ["crm.guarded.mixin"]
    _order = "state desc, score desc, id"
    _rec_name = "customer_id"

    _guarded_fields = frozenset({"state", "reason"})
    _frozen_fields = frozenset({"customer_id", "twin_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        string="Older Account",
        required=True,
        index=True,
        ondelete="cascade",
    )
    twin_id = fields.Many2one(
        comodel_name="crm.customer",
        string="Newer Account",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="customer_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    owner_id = fields.Many2one(related="customer_id.user_id", string="Older's Owner")
    twin_owner_id = fields.Many2one(related="twin_id.user_id", string="Newer's Owner")
    amount_12m = fields.Monetary(
        related="customer_id.amount_12m", string="Older's Turnover"
    )
    twin_amount_12m = fields.Monetary(
        related="twin_id.amount_12m", string="Newer's Turnover"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    score = fields.Integer(readonly=True, help="Likeness from 0 to 100.")
    evidence = fields.Json(string="Keys in Common", readonly=True)
    evidence_text = fields.Char(string="Why", compute="_compute_evidence_text")
    date = fields.Date(string="Found on", readonly=True)
    state = fields.Selection(
        selection=[("open", "To Decide"), ("distinct", "Two Customers")],
        string="Status",
        default="open",
        required=True,
    )
    reason = fields.Char(help="Why these are two customers.")
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")

    _pair_unique = models.Constraint(
        "UNIQUE (customer_id, twin_id)", "This pair is already in the list."
    )
    _pair_ordered = models.Constraint(
        "CHECK (customer_id < twin_id)", "The older account comes first."
    )

    @api.depends("evidence")
    @api.depends_context("lang")
    def _compute_evidence_text(self):
        labels = {
            "vat": self.env._("same tax ID"),
            "registry": self.env._("same company registry"),
            "phone": self.env._("same phone"),
            "bank": self.env._("same bank account"),
            "email": self.env._("same mail address"),
            "name": self.env._("same name without legal form and region"),
        }
        for pair in self:
            keys = pair.evidence or []
            pair.evidence_text = ", ".join(labels[key] for key in keys if key in labels)

    def action_merge(self):
        """Opens Odoo's merge dialog; histories of both accounts are kept."""
        self.ensure_one()
        self._check_may_decide()
        partners = (self.customer_id | self.twin_id).partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge"),
            "res_model": "base.partner.merge.automatic.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": "res.partner", "active_ids": partners.ids},
        }

    def action_tell_apart(self):
        self.ensure_one()
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Two Customers"),
            "res_model": "crm.duplicate.decide",
            "view_mode": "form",
            "target": "new",
            "context": {"default_duplicate_ids": self.ids},
        }

    def action_reopen(self):
        self._check_may_decide()
        self.sudo().write({"state": "open", "reason": False, "decided_by_id": False})

    def _tell_apart(self, reason):
        self._check_may_decide()
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why these are two customers; the pair is not shown again."
                )
            )
        self.sudo().write(
            {"state": "distinct", "reason": reason, "decided_by_id": self.env.uid}
        )

    def _check_may_decide(self):
        """Archive keepers and directors, who see both accounts of the pair."""
        self.check_access("read")
        if not self.env.su and not (
            self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_archive")
            or self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        ):
            raise AccessError(
                self.env._(
                    "Only archive keepers and directors decide about duplicates."
                )
            )

    @api.model
    def _cron_find(self):
        """Nightly over all customers; running it twice finds nothing new."""
        customers = self.env["crm.customer"].sudo()
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            self.env.flush_all()
            today = customers._today(company)
            self.env.execute_query(queries.store_duplicates(company.id, today))
            self.env.execute_query(queries.drop_stale_duplicates(company.id))
            self.env["ir.cron"]._commit_progress(1)
        self.env.invalidate_all()

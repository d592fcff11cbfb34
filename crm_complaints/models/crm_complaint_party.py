# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_complaint_shares import split


class CrmComplaintParty(models.Model):
    """Who is responsible for a complaint, to which share, and what he pays.

    The charge-back and its document are in crm.complaint.charge.mixin.
    """

    _name = "crm.complaint.party"
    _description = "Responsible Party"
    _inherit = ["crm.complaint.charge.mixin", "crm.guarded.mixin"]
    _order = "complaint_id, sequence, id"
    _check_company_auto = True

    _frozen_fields = frozenset({"complaint_id"})
    _charged_fields = frozenset({"kind", "partner_id", "share"})

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("own", "Own Department"),
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("customer", "Customer"),
        ],
        default="own",
        required=True,
        index=True,
    )
    department = fields.Char(help="The department or team of ours that is responsible.")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Supplier or Carrier",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    share = fields.Float(
        string="Share (%)",
        default=100.0,
        required=True,
        digits=(5, 2),
        aggregator="avg",
    )
    reason = fields.Char(help="Why this party carries this share.")
    amount = fields.Monetary(
        string="Share of the Cost",
        compute="_compute_amount",
        help="Share of what compensations have cost, untaxed, and of other cost of the "
        "complaint; handling is ours.",
    )

    _share_range = models.Constraint(
        "CHECK (share > 0 AND share <= 100)",
        "The share of a party is more than 0 and at most 100 percent.",
    )

    @api.depends(
        "share",
        "sequence",
        "complaint_id.party_ids.share",
        "complaint_id.case_cost",
        "complaint_id.cost_other",
    )
    def _compute_amount(self):
        self.amount = 0.0
        for complaint in self.complaint_id:
            parties = complaint.party_ids
            total = complaint.case_cost + complaint.cost_other
            parts = split(total, parties.mapped("share"), complaint.currency_id.round)
            for party, part in zip(parties, parts, strict=True):
                party.amount = part

    @api.depends("kind", "department", "partner_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for party in self:
            name = party.department if party.kind == "own" else party.partner_id.name
            party.display_name = name or kinds.get(party.kind, "")

    @api.constrains("kind", "partner_id")
    def _check_partner_id(self):
        for party in self:
            if party.kind in ("supplier", "carrier") and not party.partner_id:
                raise ValidationError(
                    self.env._(
                        "%s: choose the company of the supplier or carrier.",
                        party.complaint_id.name,
                    )
                )

    def write(self, vals):
        if self._charged_fields & vals.keys() and not self.env.su:
            self._check_charge_state(("none", "cancelled"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        self._check_charge_state(("none", "cancelled"))

    def action_request_charge(self):
        for party in self:
            party._request_charge()

    def action_post_charge(self):
        for party in self:
            party._post_charge()

    def action_view_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }

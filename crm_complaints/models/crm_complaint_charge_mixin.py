# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .crm_complaint_turns import hold


class CrmComplaintChargeMixin(models.AbstractModel):
    """Charging a party's share back: requested by the agent, posted by accounting."""

    _name = "crm.complaint.charge.mixin"
    _description = "Charge-Back of a Share"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    charge_state = fields.Selection(
        selection=[
            ("none", "Not Charged"),
            ("requested", "Draft Credit Note"),
            ("posted", "Posted"),
            ("cancelled", "Cancelled"),
        ],
        string="Charge-Back",
        compute="_compute_charge_state",
        store=True,
        index=True,
    )
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Vendor Credit Note",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    requested_by_id = fields.Many2one(
        comodel_name="res.users", string="Requested by", readonly=True, copy=False
    )
    amount_charged = fields.Monetary(
        string="Charged Back",
        compute="_compute_charge_state",
        store=True,
        help="Amount of the posted vendor credit note.",
    )

    # A posted amount stands still; naming it here would ask at every matching.
    @api.depends("move_id.state")
    def _compute_charge_state(self):
        states = {"draft": "requested", "posted": "posted", "cancel": "cancelled"}
        for party in self:
            move = party.sudo().move_id
            party.charge_state = states.get(move.state, "none")
            posted = party.charge_state == "posted"
            party.amount_charged = abs(move.amount_total_signed) if posted else 0.0

    def _request_charge(self):
        """Makes the draft credit note of a supplier, once; accounting posts it.

        A cancelled one may be followed by another, and is not taken up again.
        """
        self.ensure_one()
        self.complaint_id.check_access("write")
        self._lock_charge()
        self._check_charge_state(("none", "cancelled"))
        self.complaint_id._check_shares()
        self._check_may_be_charged()
        party = self.sudo()
        moves = party.env["account.move"].with_company(party.company_id)
        party.move_id = moves.create(party._prepare_charge_values())
        party.requested_by_id = self.env.uid
        party._note_charge(self.env._("requested"))

    def _post_charge(self):
        """Posts the credit note once, for those who post vendor bills."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._(
                    "%s: a vendor credit note is posted by accounting; it waits there "
                    "as a draft.",
                    self.sudo().complaint_id.name,
                )
            )
        self._lock_charge()
        self._check_charge_state(("requested",))
        self.move_id.action_post()
        self.sudo()._note_charge(self.env._("posted"))

    def _check_may_be_charged(self):
        if self.kind not in ("supplier", "carrier"):
            raise UserError(
                self.env._(
                    "%(complaint)s: only suppliers and carriers get a credit note; the "
                    "share of “%(party)s” shows in the cost report.",
                    complaint=self.complaint_id.name,
                    party=self.display_name,
                )
            )
        if self.currency_id.is_zero(self.amount):
            raise UserError(
                self.env._(
                    "%s: there is nothing to charge yet; neither a compensation is "
                    "done nor another cost entered.",
                    self.complaint_id.name,
                )
            )

    def _prepare_charge_values(self):
        words = self.env._(
            "Charge-back of complaint %(complaint)s: %(share)s %% of %(cost)s",
            complaint=self.complaint_id.name,
            share=round(self.share, 2),
            cost=self.currency_id.format(
                self.complaint_id.case_cost + self.complaint_id.cost_other
            ),
        )
        return {
            "move_type": "in_refund",
            "complaint_party_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_origin": self.complaint_id.name,
            "ref": self.complaint_id.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": words,
                        "quantity": 1.0,
                        "price_unit": self.amount,
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        }

    def _note_charge(self, verb):
        self.complaint_id.message_post(
            body=self.env._(
                "Charge-back of %(amount)s to %(party)s %(verb)s",
                amount=self.currency_id.format(abs(self.move_id.amount_total_signed)),
                party=self.partner_id.name,
                verb=verb,
            ),
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )

    def _lock_charge(self):
        hold(self.sudo())
        self.invalidate_recordset()

    def _check_charge_state(self, states):
        for party in self.sudo():
            if party.charge_state in states:
                continue
            if party.charge_state == "none":
                raise UserError(
                    self.env._(
                        "%(complaint)s: the share of “%(party)s” is not requested yet.",
                        complaint=party.complaint_id.name,
                        party=party.display_name,
                    )
                )
            raise UserError(
                self.env._(
                    "%(complaint)s: the share of “%(party)s” is already charged with "
                    "%(document)s.",
                    complaint=party.complaint_id.name,
                    party=party.display_name,
                    document=party.move_id.display_name,
                )
            )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

SIDE = frozenset({"crm_contract_side_document"})
LINKS = SIDE | {"crm_contract_id"}


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = [
        "account.move",
        "crm.move.credit.mixin",
        "crm.move.retention.mixin",
    ]

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    crm_contract_side_document = fields.Boolean(
        string="Rebate or Penalty",
        readonly=True,
        copy=False,
        help="Beside the price of the contract: it fills no instalment.",
    )

    @api.depends("crm_contract_id", "crm_contract_side_document")
    def _compute_needed_terms(self):
        result = super()._compute_needed_terms()
        self._split_retentions()
        return result

    def _compute_invoice_date_due(self):
        """Retention money is due by itself, long after its invoice."""
        contracted = self.filtered("crm_contract_id")
        retained = contracted.filtered(lambda move: move._due_without_retention())
        result = super(AccountMove, self - retained)._compute_invoice_date_due()
        for move in retained:
            move.invoice_date_due = move._due_without_retention()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_links_untouched(vals, SIDE)
        return super().create(vals_list)

    def write(self, vals):
        self._check_links_untouched(vals, LINKS)
        return super().write(vals)

    def button_draft(self):
        result = super().button_draft()
        self._refresh_contracts()
        return result

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        self.env["crm.collection.dispute"]._credited(posted.reversed_entry_id)
        contracted = posted.filtered("crm_contract_id")
        named = posted.sudo().invoice_line_ids.filtered("crm_contract_instalment_id")
        (contracted | named.move_id.sudo(False))._check_contract_amounts()
        contracted._log_contract_events()
        posted._refresh_contracts()
        return posted

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note of a contract's invoice belongs to the contract."""
        defaults = default_values_list or [{} for _move in self]
        for move, values in zip(self, defaults, strict=True):
            if move.crm_contract_id:
                values.setdefault("crm_contract_id", move.crm_contract_id.id)
        return super()._reverse_moves(defaults, cancel=cancel)

    def _disputed_amounts(self):
        """What customers dispute, at most what is open."""
        amounts = super()._disputed_amounts()
        for move, amount in self._disputed_here():
            both = amounts.get(move.id, 0.0) + amount
            amounts[move.id] = min(both, max(move.amount_residual, 0.0))
        return {move_id: amount for move_id, amount in amounts.items() if amount}

    def _disputed_here(self):
        """[(invoice, amount)] of disputes that collectors and customers recorded."""
        disputes = self.env["crm.collection.dispute"]
        domain = disputes._holding_domain(fields.Date.context_today(self))
        return disputes._read_group(
            domain & Domain("move_id", "in", self.ids), ["move_id"], ["amount:sum"]
        )

    @api.model
    def _disputed_elsewhere(self, company):
        """{id of a company's contact: amount in its currency} that other modules know
        to be disputed, beside what was recorded here; as superuser."""
        moves = self.browse(set(self._disputed_move_ids()))
        moves = moves.filtered(lambda move: move.company_id == company)
        here = {move.id: amount for move, amount in moves._disputed_here()}
        amounts = {}
        for move_id, amount in moves._disputed_amounts().items():
            move = self.browse(move_id)
            rest = amount - here.get(move_id, 0.0)
            if move.currency_id.compare_amounts(rest, 0.0) > 0:
                rest *= move.amount_residual_signed / move.amount_residual
                partner_id = move.commercial_partner_id.id
                amounts[partner_id] = amounts.get(partner_id, 0.0) + rest
        return amounts

    def _disputing(self):
        disputes = self.env["crm.collection.dispute"]
        domain = disputes._holding_domain(fields.Date.context_today(self))
        found = disputes.search(domain & Domain("move_id", "in", self.ids))
        return [*super()._disputing(), *([found] if found else [])]

    @api.model
    def _disputed_move_ids(self):
        disputes = self.env["crm.collection.dispute"].sudo()
        domain = disputes._holding_domain(fields.Date.context_today(self))
        held = disputes._read_group(domain, ["move_id"])
        moves = self.browse(move.id for (move,) in held)
        return [*super()._disputed_move_ids(), *moves.sudo()._disputed_amounts()]

    def _refresh_contracts(self):
        moves = self.sudo()
        entries = moves.filtered(lambda m: m.move_type == "entry")
        contracts = moves.crm_contract_id | entries.line_ids.crm_contract_id
        contracts._refresh_collection()

    @api.model
    def _check_links_untouched(self, vals, names):
        """Which contract a document counts for is decided by what it is made from."""
        if not self.env.su and names & vals.keys():
            raise AccessError(
                self.env._(
                    "The contract of an invoice is not typed: make the invoice from "
                    "the contract, its orders or its settlements."
                )
            )

    def _check_contract_amounts(self):
        """No instalment is asked for twice, and none in another currency or party."""
        moves = self.sudo()
        instalments = moves.invoice_line_ids.crm_contract_instalment_id
        asked = instalments._invoiced_amounts(["posted"])
        for move in moves:
            move._check_contract_parties()
        instalments._check_not_over_credited(asked)
        moves.crm_contract_id._check_billed_once()
        for line in instalments.filtered(lambda i: not i.order_id):
            due = line._amount_to_ask()
            if line.currency_id.compare_amounts(asked[line.id], due) > 0:
                raise UserError(
                    self.env._(
                        "%(instalment)s of %(contract)s is %(amount)s; with this "
                        "invoice %(asked)s would be asked for. Reduce the invoice or "
                        "credit the earlier one.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                        amount=line.currency_id.format(line.amount),
                        asked=line.currency_id.format(asked[line.id]),
                    )
                )

    def _check_contract_parties(self):
        contract = self.crm_contract_id
        linked = self.invoice_line_ids.crm_contract_instalment_id
        if self.commercial_partner_id != contract.partner_id:
            raise UserError(
                self.env._(
                    "%(contract)s is a contract with %(customer)s; an invoice to "
                    "somebody else does not belong to it.",
                    contract=contract.display_name,
                    customer=contract.partner_id.name,
                )
            )
        reversed_of = self.reversed_entry_id.crm_contract_id
        if reversed_of and reversed_of != contract:
            raise UserError(
                self.env._(
                    "%(invoice)s belongs to %(contract)s, and so does its credit note.",
                    invoice=self.reversed_entry_id.name,
                    contract=reversed_of.display_name,
                )
            )
        if linked and (
            self.currency_id != contract.currency_id or linked.contract_id != contract
        ):
            raise UserError(
                self.env._(
                    "An invoice for instalments of %(contract)s names that contract "
                    "only and is in its currency, %(currency)s.",
                    contract=contract.display_name,
                    currency=contract.currency_id.name,
                )
            )

    def _log_contract_events(self):
        rows = []
        for move in self.sudo():
            refund = move.move_type in ("out_refund", "in_refund")
            rows.append(
                {
                    "contract_id": move.crm_contract_id.id,
                    "kind": "credited" if refund else "invoiced",
                    "user_id": self.env.uid,
                    "description": move.name,
                    "amount": move.crm_contract_id._to_contract_currency(
                        move.amount_total, move.currency_id, move.invoice_date
                    ),
                }
            )
        self.env["crm.contract.event"].sudo().create(rows)

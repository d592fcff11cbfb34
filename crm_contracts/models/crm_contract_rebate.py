# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_contract_rebate_rules as rules


class CrmContractRebate(models.Model):
    """A rebate that a contract promises on what was invoiced in a period."""

    _name = "crm.contract.rebate"
    _description = "Rebate of a Contract"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, id"

    name = fields.Char(required=True, default=lambda self: self.env._("Rebate"))
    active = fields.Boolean(default=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        required=True,
        default="quarter",
        help="Calendar months, quarters or years.",
    )
    method = fields.Selection(
        selection=[
            ("whole", "Tier reached, on everything"),
            ("slice", "Each tier on its slice"),
        ],
        required=True,
        default="whole",
    )
    product_ids = fields.Many2many(
        comodel_name="product.product",
        string="Products",
        help="Only what was invoiced of these; empty means everything.",
    )
    tier_ids = fields.One2many(
        comodel_name="crm.contract.rebate.tier", inverse_name="rebate_id", copy=True
    )
    run_ids = fields.One2many(
        comodel_name="crm.contract.rebate.run", inverse_name="rebate_id", readonly=True
    )

    def _make_runs(self, today=None):
        """Makes the rows of ended periods that have none yet; returns them."""
        self.ensure_one()
        contract = self.contract_id
        today = today or self.env["crm.customer"]._today(contract.company_id)
        known = set(self.run_ids.mapped("date_from"))
        runs = self.env["crm.contract.rebate.run"].sudo()
        made = runs
        last = contract.date_ended or today
        for start, end in rules.periods(contract.date_effective, today, self.period):
            if start not in known and start <= last:
                made |= runs.create(self._prepare_run_values(start, end))
        return made

    def _prepare_run_values(self, start, end):
        """Base of the period; the amount makes good what was credited late before.

        Invoices and credit notes that came after their period was settled change what
        it should have been: the difference goes into this period.
        """
        earlier = self.run_ids.filtered(lambda r: r.date_from < start)
        due = sum(self._rebate_of(r.date_from, r.date_to)[1] for r in earlier)
        base, amount = self._rebate_of(start, end)
        correction = self.currency_id.round(due - sum(earlier.mapped("amount")))
        return {
            "rebate_id": self.id,
            "date_from": start,
            "date_to": end,
            "amount_base": base,
            "amount_correction": correction,
            "amount": max(self.currency_id.round(amount + correction), 0.0),
        }

    def _rebate_of(self, start, end):
        base = self._invoiced_untaxed(start, end)
        tiers = [(tier.amount_from, tier.percent) for tier in self.tier_ids]
        amount = rules.rebate(base, tiers, self.method == "slice")
        return base, self.currency_id.round(amount)

    def _invoiced_untaxed(self, start, end):
        """Invoices less credit notes of the period, without taxes, in the currency of
        the contract; rebates and penalties themselves do not count."""
        domain = [
            ("move_id.crm_contract_id", "=", self.contract_id.id),
            ("move_id.crm_contract_side_document", "=", False),
            ("parent_state", "=", "posted"),
            ("display_type", "=", "product"),
            ("invoice_date", ">=", start),
            ("invoice_date", "<=", end),
        ]
        if self.product_ids:
            domain.append(("product_id", "in", self.product_ids.ids))
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(domain, ["move_type", "currency_id"], ["price_subtotal:sum"])
        )
        total = 0.0
        for move_type, currency, amount in groups:
            sign = -1 if move_type in ("out_refund", "in_refund") else 1
            total += sign * self.contract_id._to_contract_currency(
                amount, currency, end
            )
        return total

    @api.model
    def _cron_compute(self, today=None):
        """Nightly: one row per period that ended; a second run finds nothing to do."""
        rebates = self.sudo().search([("contract_id.date_effective", "!=", False)])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(rebates))
        for rebate in rebates:
            if rebate.try_lock_for_update(allow_referencing=True):
                with rebate.company_id._on_its_own("Rebates"):
                    rebate._make_runs(today)
            if not cron._commit_progress(1):
                break

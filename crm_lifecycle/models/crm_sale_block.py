# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from . import crm_customer_queries as queries


class CrmSaleBlock(models.Model):
    """A customer on the do-not-sell list: why, since when, until when."""

    _name = "crm.sale.block"
    _description = "Do-not-sell List"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="customer_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    active = fields.Boolean(default=True)
    reason = fields.Char(required=True, tracking=True)
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_to = fields.Date(
        string="Until", tracking=True, help="Last day; empty means without end."
    )
    is_current = fields.Boolean(
        string="In Force", compute="_compute_is_current", search="_search_is_current"
    )

    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day cannot be before the first.",
    )

    @api.depends("active", "date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for block in self:
            block.is_current = (
                block.active
                and block.date_from <= today
                and (not block.date_to or block.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._current_domain(fields.Date.context_today(self))

    @api.constrains("customer_id", "date_from", "date_to")
    def _check_overlap(self):
        for block in self:
            others = self.search(
                Domain("customer_id", "=", block.customer_id.id)
                & Domain("id", "!=", block.id)
                & Domain("date_from", "<=", block.date_to or "9999-12-31")
                & (
                    Domain("date_to", "=", False)
                    | Domain("date_to", ">=", block.date_from)
                ),
                limit=1,
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is already on the do-not-sell list in this time: "
                        "%(reason)s. Change that line.",
                        customer=block.customer_id.display_name,
                        reason=others.reason,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_past(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The do-not-sell list is kept: set the last day instead of "
                    "deleting."
                )
            )

    def action_lift(self):
        """Ends the block with yesterday: selling is possible again from now on."""
        self.check_access("write")
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        for block in self.filtered("is_current"):
            if block.date_from > yesterday:
                block.active = False
            else:
                block.date_to = yesterday

    @api.model
    def _current_domain(self, day):
        return (
            Domain("active", "=", True)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )

    @api.model
    def _check_may_sell(self, partners, company):
        """Raises UserError naming the first of `partners` that must not be sold to."""
        self.flush_model()
        found = self.env.execute_query(
            queries.sale_blocks(partners.commercial_partner_id.ids, company.id)
        )
        blocks = self.sudo().browse([row[0] for row in found])
        if not blocks:
            return
        today = self.env["crm.customer"]._today(company)
        found = blocks.filtered_domain(self._current_domain(today))[:1]
        if found:
            raise UserError(found._refusal())

    def _refusal(self):
        """Why nothing is sold; the reason itself is not for the customer's eyes."""
        if self.env.user.share:
            return self.env._(
                "This order cannot be placed at the moment. Please contact us."
            )
        until = self.date_to
        return self.env._(
            "%(customer)s is on the do-not-sell list%(until)s: %(reason)s. A "
            "director can lift this under Customers › Do-not-sell List.",
            customer=self.customer_id.display_name,
            until=self.env._(" until %s", fields.Date.to_string(until))
            if until
            else "",
            reason=self.reason,
        )

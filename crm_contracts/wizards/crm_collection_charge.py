# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command


class CrmCollectionCharge(models.TransientModel):
    """Shows late interest item by item and makes the draft invoice."""

    _name = "crm.collection.charge"
    _description = "Charge Late Interest"
    _inherit = ["crm.contract.wizard.mixin"]

    customer_id = fields.Many2one("crm.customer", required=True, ondelete="cascade")
    date_to = fields.Date(
        string="Interest until", required=True, default=fields.Date.context_today
    )
    currency_id = fields.Many2one(related="customer_id.currency_id")
    costs = fields.Monetary(
        string="Costs of Collection",
        help="A fixed amount for reminders or lawyers, in an invoice of its own.",
    )
    line_ids = fields.One2many(
        comodel_name="crm.collection.charge.line",
        inverse_name="charge_id",
        compute="_compute_line_ids",
        store=True,
    )

    @api.depends("customer_id", "date_to")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.customer_id._check_finance()
            customer = wizard.customer_id.sudo()
            rows = customer._interest_due(wizard.date_to) if wizard.date_to else []
            names = wizard.line_ids._fields
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create({k: v for k, v in row.items() if k in names})
                    for row in rows
                ),
            ]

    def action_charge(self):
        self.ensure_one()
        invoices = self.customer_id._charge_interest(self.date_to, self.costs)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        if len(invoices) == 1:
            return {**action, "res_id": invoices.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", invoices.ids)]}

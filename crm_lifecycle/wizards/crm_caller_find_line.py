# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

ORDERS = 3


class CrmCallerFindLine(models.TransientModel):
    _name = "crm.caller.find.line"
    _description = "Caller Found"

    find_id = fields.Many2one("crm.caller.find", required=True, ondelete="cascade")
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        string="File",
        required=True,
        ondelete="cascade",
        groups=fields.NO_ACCESS,
        help="Its name would tell what is masked; the screen shows the columns below.",
    )
    person = fields.Char()
    name = fields.Char(string="Customer", compute="_compute_shown")
    owner = fields.Char(compute="_compute_shown")
    purchases = fields.Text(string="Bought Last", compute="_compute_shown")
    may_open = fields.Boolean(compute="_compute_shown")

    @api.depends("customer_id")
    @api.depends_context("uid")
    def _compute_shown(self):
        """Others' customers stay masked; who answers for them is always told."""
        visible = self._customer()._filtered_access("read")
        bought = visible._last_purchases(ORDERS)
        for line in self:
            customer = line._customer()
            line.may_open = customer in visible
            line.name = customer._shown_name()
            line.owner = customer.sudo().user_id.name or self.env._("nobody")
            line.purchases = bought.get(customer.id, "")

    def action_open(self):
        self.ensure_one()
        customer = self._customer()
        customer.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": customer.id,
            "view_mode": "form",
        }

    def action_ask(self):
        """The owner is told by name; the file opens on request."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_access_action"
        )

    def _customer(self):
        """The customers of the lines, with the rights of who looks."""
        return self.sudo().customer_id.with_env(self.env)

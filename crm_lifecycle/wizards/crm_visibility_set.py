# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmVisibilitySet(models.TransientModel):
    """Says whose customers some people see (S-134)."""

    _name = "crm.visibility.set"
    _description = "Who Sees Which Customers"

    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="People",
        required=True,
        domain="[('share', '=', False)]",
    )
    level = fields.Selection(
        selection=lambda self: (
            self.env["res.users"]
            ._fields["customer_level"]
            ._description_selection(self.env)
        ),
        string="They See",
        required=True,
        default="own",
    )
    company_ids = fields.Many2many(
        comodel_name="res.company",
        string="Companies",
        default=lambda self: self.env.companies,
    )

    def action_apply(self):
        self.ensure_one()
        several = self.level == "group"
        if several and len(self.company_ids) < 2:
            raise UserError(
                self.env._(
                    "Choose the companies that group management sees: two or more."
                )
            )
        self.user_ids._set_customer_level(
            self.level, self.company_ids if several else None
        )
        return {"type": "ir.actions.act_window_close"}

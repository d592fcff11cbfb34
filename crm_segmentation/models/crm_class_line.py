# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_customer_scoring_mixin import DECIDED


class CrmClassLine(models.Model):
    """Class of one customer in one classification, with what it rests on."""

    _name = "crm.class.line"
    _description = "Class of a Customer"
    _inherit = ["crm.guarded.mixin"]
    _order = "run_id desc, class_final, amount_3y desc, id"
    _rec_name = "customer_id"
    _log_access = False

    run_id = fields.Many2one(
        comodel_name="crm.class.run",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(related="run_id.date")
    kind = fields.Selection(related="run_id.kind")
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("approved", "Approved and filed"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Owner", readonly=True, ondelete="set null"
    )
    amount_3y = fields.Monetary(string="Turnover of Three Years", readonly=True)
    sales_class = fields.Selection(
        selection=DECIDED[:3], string="Class by Sales", readonly=True
    )
    rule_id = fields.Many2one(
        comodel_name="crm.class.rule",
        string="Because of",
        readonly=True,
        ondelete="set null",
        help="The first rule that the customer met; empty: none, so class C.",
    )
    class_before = fields.Selection(selection=DECIDED, readonly=True)
    class_proposed = fields.Selection(
        selection=DECIDED, string="Class by Rules", required=True, readonly=True
    )
    class_final = fields.Selection(selection=DECIDED, string="Class", required=True)
    reason = fields.Char(help="Why the class differs from that of the rules.")
    is_changed = fields.Boolean(
        string="Changed", compute="_compute_is_changed", store=True
    )

    _run_customer_unique = models.UniqueIndex(
        "(run_id, customer_id)", "A customer stands once in a classification."
    )
    _reason_given = models.Constraint(
        "CHECK (class_final = class_proposed OR COALESCE(reason, '') != '')",
        "Say why the class differs from that of the rules.",
    )

    @api.depends("class_final", "class_before")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.class_final != line.class_before

    def write(self, vals):
        """Only while nobody was asked, and only who draws up classifications."""
        if not self.env.su:
            self.run_id._check_may_classify()
            for line in self.filtered(lambda line: line.state != "draft"):
                raise UserError(
                    self.env._(
                        "“%(run)s” was submitted: the class of %(customer)s cannot be "
                        "changed any more. Withdraw the question first.",
                        run=line.run_id.name,
                        customer=line.customer_id.display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(
            self.env._("Lines of a classification go only with their draft.")
        )

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmCareTask(models.Model):
    """One customer, one occasion, one day: what is given, what it cost, who did it."""

    _name = "crm.care.task"
    _description = "Care Task"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date_due, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id", "date_occasion", "occasion_id"})

    occasion_id = fields.Many2one(
        comodel_name="crm.care.occasion",
        required=True,
        ondelete="restrict",
        index=True,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="For", required=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Who Cares", required=True, index=True
    )
    date_occasion = fields.Date(string="Day", required=True)
    date_due = fields.Date(string="Prepare from", required=True, index=True)
    gift = fields.Char()
    cost = fields.Monetary()
    note = fields.Char()
    state = fields.Selection(
        string="Status",
        selection=[("todo", "To do"), ("done", "Done"), ("skipped", "Left out")],
        default="todo",
        required=True,
        index=True,
        readonly=True,
    )
    date_done = fields.Datetime(readonly=True, copy=False)

    _occasion_unique = models.Constraint(
        "UNIQUE (occasion_id, customer_id, partner_id, date_occasion)",
        "This customer is remembered on this day already.",
    )

    @api.depends("occasion_id", "partner_id")
    def _compute_display_name(self):
        for task in self:
            task.display_name = self.env._(
                "%(occasion)s: %(person)s",
                occasion=task.occasion_id.name,
                person=task.partner_id.name,
            )

    def action_done(self):
        self._settle("done")

    def action_skip(self):
        self._settle("skipped")

    def action_reopen(self):
        self._check_carer()
        self.sudo().write({"state": "todo", "date_done": False})

    def action_greet(self):
        """Opens the greeting, ready to send."""
        self.ensure_one()
        template = self.occasion_id.mail_template_id
        if not template:
            raise UserError(
                self.env._(
                    "%s has no greeting. A director may choose one on the occasion.",
                    self.occasion_id.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id,
                "default_composition_mode": "comment",
                "default_partner_ids": self.partner_id.ids,
            },
        }

    def _settle(self, state):
        self._check_carer()
        self.filtered(lambda t: t.state == "todo").sudo().write(
            {"state": state, "date_done": fields.Datetime.now()}
        )

    def _check_carer(self):
        self.check_access("write")
        leads = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team")
        archive = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_archive")
        for task in self:
            owner = task.sudo().customer_id.user_id
            if not (
                self.env.su
                or leads
                or archive
                or self.env.user in (task.user_id | owner)
            ):
                raise AccessError(
                    self.env._(
                        "%(task)s is the task of %(user)s.",
                        task=task.display_name,
                        user=task.user_id.name,
                    )
                )

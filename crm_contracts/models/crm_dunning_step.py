# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmDunningStep(models.Model):
    """One step: so many days before or after the due date, by one channel."""

    _name = "crm.dunning.step"
    _description = "Step of a Dunning Policy"
    _order = "policy_id, days, id"

    policy_id = fields.Many2one(
        comodel_name="crm.dunning.policy",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(required=True, translate=True)
    days = fields.Integer(
        string="Days after the Due Date",
        help="Negative: so many days before it, as a friendly notice.",
    )
    channel = fields.Selection(
        selection=[
            ("mail", "Mail"),
            ("activity", "Task"),
            ("call", "Call"),
            ("letter", "Letter"),
            ("legal", "Legal Action"),
        ],
        required=True,
        default="mail",
        help="Mail goes out by itself. A task, a call and a letter are work for the "
        "collector; legal action is handed to the contract managers.",
    )
    mail_template_id = fields.Many2one(
        comodel_name="mail.template",
        domain="[('model', '=', 'crm.dunning.notice')]",
        compute="_compute_mail_template_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="set null",
    )
    with_letter = fields.Boolean(
        string="Attach the Letter", help="The mail brings the letter as a PDF."
    )
    text = fields.Text(
        translate=True, help="What mail and letter say before the list of items."
    )

    _days_unique = models.Constraint(
        "UNIQUE (policy_id, days)", "A policy has one step for a day."
    )

    @api.depends("channel")
    def _compute_mail_template_id(self):
        template = self.env.ref(
            "crm_contracts.mail_template_dunning_notice", raise_if_not_found=False
        )
        for step in self:
            mails = step.channel == "mail"
            step.mail_template_id = (
                (step.mail_template_id or template) if mails else False
            )

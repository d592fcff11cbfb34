# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

# what each kind of step needs
NEEDS = {
    "plan": "plan_id",
    "tag": "tag_ids",
    "untag": "tag_ids",
    "mail": "template_id",
    "server": "server_action_id",
}


class CrmSegmentStep(models.Model):
    """What is done for a customer who enters or leaves a segment."""

    _name = "crm.segment.step"
    _description = "Step on Entry or Exit"
    _order = "sequence, id"
    _rec_name = "kind"

    segment_id = fields.Many2one(
        comodel_name="crm.segment", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    moment = fields.Selection(
        selection=[("entry", "On Entry"), ("exit", "On Exit")],
        string="When",
        default="entry",
        required=True,
    )
    kind = fields.Selection(
        selection=[
            ("plan", "Plan Activities"),
            ("tag", "Add Tags"),
            ("untag", "Remove Tags"),
            ("mail", "Send a Mail"),
            ("server", "Run a Server Action"),
        ],
        string="What",
        default="plan",
        required=True,
    )
    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        string="Activity Plan",
        domain="[('res_model', '=', 'crm.customer')]",
        ondelete="restrict",
        help="For the owner of the customer.",
    )
    tag_ids = fields.Many2many("res.partner.category", string="Tags")
    template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Mail",
        domain="[('model', '=', 'crm.customer')]",
        ondelete="restrict",
    )
    server_action_id = fields.Many2one(
        comodel_name="ir.actions.server",
        domain="[('model_name', '=', 'crm.customer'), "
        "('usage', '=', 'ir_actions_server')]",
        ondelete="restrict",
        help="Runs with all rights on the customer, so only administrators choose it.",
    )
    repeats = fields.Boolean(
        string="Each Time",
        help="Off: once per customer. On: again each time the customer enters or "
        "leaves.",
    )

    @api.depends("kind", "plan_id", "tag_ids", "template_id", "server_action_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            what = ", ".join(step._chosen().sudo().mapped("display_name"))
            label = labels.get(step.kind, "")
            step.display_name = f"{label}: {what}" if what else label

    @api.constrains("kind", *sorted(set(NEEDS.values())))
    def _check_complete(self):
        for step in self:
            chosen = step._chosen().sudo()
            if not chosen:
                raise ValidationError(
                    self.env._(
                        "%(segment)s, step %(step)s: choose what it shall use.",
                        segment=step.segment_id.display_name,
                        step=step.display_name,
                    )
                )
            self._check_model(step, chosen)

    @api.constrains("segment_id", "moment", "active", *sorted(set(NEEDS.values())))
    def _check_reach(self):
        # the segment's own list of steps does not hold a new one yet
        self.segment_id._check_author_reaches()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_server_action(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_server_action(vals)
        return super().write(vals)

    @api.model
    def _check_model(self, step, chosen):
        """Plans, mails and actions made for other records fail on customers."""
        names = {"plan": "res_model", "mail": "model", "server": "model_name"}
        name = names.get(step.kind)
        if name and chosen[name] not in ("crm.customer", False):
            raise ValidationError(
                self.env._(
                    "%(segment)s: %(chosen)s is not made for customers. Choose one "
                    "of the model Customer Account.",
                    segment=step.segment_id.display_name,
                    chosen=chosen.display_name,
                )
            )

    @api.model
    def _check_server_action(self, vals):
        """A server action runs with all rights: who may write code may choose it."""
        if not vals.get("server_action_id") or self.env.su:
            return
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._(
                    "Server actions run with all rights on customers: ask an "
                    "administrator to add this step."
                )
            )

    def _chosen(self):
        """The plan, tags, template or server action that the step uses."""
        self.ensure_one()
        return self[NEEDS[self.kind]]

    def _perform(self, customer):
        """Does the step for one customer; returns why nothing was to be done, or ""."""
        self.ensure_one()
        return getattr(self, f"_perform_{self.kind}")(customer) or ""

    def _perform_plan(self, customer):
        if not customer.user_id:
            return self.env._("The customer has no owner who could do it.")
        return customer._schedule_plan(self.plan_id, customer.user_id)

    def _perform_tag(self, customer):
        new = self.tag_ids - customer.partner_id.category_id
        if not new:
            return self.env._("The customer has the tags already.")
        return self._link_tags(customer, [Command.link(tag.id) for tag in new])

    def _perform_untag(self, customer):
        there = self.tag_ids & customer.partner_id.category_id
        if not there:
            return self.env._("The customer has none of the tags.")
        return self._link_tags(customer, [Command.unlink(tag.id) for tag in there])

    @api.model
    def _link_tags(self, customer, commands):
        customer.partner_id.write({"category_id": commands})

    def _perform_mail(self, customer):
        """Not to who has no address, and not to who does not want mails."""
        partner = customer.partner_id
        if not partner.email_normalized:
            return self.env._("The customer has no mail address.")
        if partner.is_blacklisted:
            return self.env._("The customer does not want mails.")
        self.template_id.send_mail(
            customer.id, email_layout_xmlid="mail.mail_notification_light"
        )
        return ""

    def _perform_server(self, customer):
        self.server_action_id.with_context(
            active_model=customer._name,
            active_id=customer.id,
            active_ids=customer.ids,
        ).run()

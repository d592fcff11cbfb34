# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmCustomer(models.Model):
    """The customer account: one commercial partner in one company.

    The contact's own data (name, address, phone, tax id) live in res.partner and are
    shown and edited through ``_inherits``; what a company decides about the customer
    (owner, stage, tier, facts) lives here.
    """

    _name = "crm.customer"
    _description = "Customer Account"
    _inherits = {"res.partner": "partner_id"}
    _inherit = [
        "crm.customer.visit.mixin",
        "crm.customer.change.mixin",
        "crm.customer.qualification.mixin",
        "crm.customer.development.mixin",
        "crm.customer.relation.advice.mixin",
        "crm.customer.identify.mixin",
        "crm.customer.importance.mixin",
        "crm.customer.code.mixin",
        "crm.customer.prepaid.mixin",
        "crm.customer.vip.facts.mixin",
        "crm.customer.file.mixin",
        "crm.customer.supply.mixin",
        "crm.customer.task.mixin",
        "crm.customer.account.mixin",
        "crm.customer.reclaim.mixin",
        "crm.customer.facts.mixin",
        "crm.customer.ownership.mixin",
        "crm.customer.alert.mixin",
        "crm.customer.loss.mixin",
        "crm.customer.offer.mixin",
        "crm.customer.overview.mixin",
        "crm.customer.people.mixin",
        "crm.customer.privacy.mixin",
        "crm.customer.profile.mixin",
        "crm.customer.region.mixin",
        "crm.customer.relation.mixin",
        "crm.customer.reliability.mixin",
        "crm.customer.pool.mixin",
        "crm.visit.agenda.mixin",
        "crm.customer.belongings.mixin",
        "crm.customer.team.mixin",
        "crm.customer.vip.mixin",
        "crm.customer.voice.mixin",
        "crm.customer.trend.mixin",
        "crm.customer.twin.mixin",
        "crm.guarded.mixin",
        "crm.export.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "amount_12m desc, id desc"
    _rec_names_search = [
        "partner_id.complete_name",
        "partner_id.vat",
        "partner_id.ref",
        "customer_code",
    ]
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "customer_code",
            "date_protected_until",
            "date_stage",
            "stage_hold_reason",
            "stage_hold_until",
            "user_id",
            "vip_date_until",
            "vip_tier_id",
        }
    )
    _frozen_fields = frozenset({"company_id", "partner_id"})

    @api.model
    def _default_stage_id(self):
        return self.env["crm.lifecycle.stage"]._starting_stage()

    # identity
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        ondelete="restrict",
        index=True,
        help="The company or person this account is about. Delivery addresses and "
        "contact persons share the account of their company.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)

    # lifecycle
    stage_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        copy=False,
        default=lambda self: self._default_stage_id(),
        group_expand="_read_group_stage_ids",
        help="How far the relation is, as proved by documents.",
    )
    lifecycle_stage_set_id = fields.Many2one(
        related="company_id.lifecycle_stage_set_id", related_sudo=True
    )
    stage_advice = fields.Text(related="stage_id.advice")
    stage_strategy = fields.Selection(
        related="stage_id.strategy", string="Strategy in Force"
    )
    stage_loss_risk = fields.Selection(related="stage_id.loss_risk")
    standing = fields.Selection(related="stage_id.standing", string="Standing")
    date_stage = fields.Date(
        string="In Stage Since", default=fields.Date.context_today, copy=False
    )
    stage_hold_until = fields.Date(
        copy=False,
        tracking=True,
        help="Until this day the stage chosen by hand is kept, whatever the rules say.",
    )
    stage_hold_reason = fields.Char(copy=False)
    stage_history_ids = fields.One2many(
        comodel_name="crm.customer.stage.history",
        inverse_name="customer_id",
    )
    duration_tracking = fields.Json(compute="_compute_duration_tracking")

    _partner_company_unique = models.Constraint(
        "UNIQUE (partner_id, company_id)",
        "This contact already has a customer account in this company.",
    )
    _owner_idx = models.Index("(company_id, user_id) WHERE active IS TRUE")
    # the first page of every list, in the order above
    _order_idx = models.Index("(amount_12m DESC, id DESC)")

    @api.depends("stage_history_ids")
    def _compute_duration_tracking(self):
        """Seconds spent in each stage, replayed from the stage history."""
        now = fields.Datetime.now()
        # whoever reads the customer sees the days, collectors too
        histories = self.env["crm.customer.stage.history"].sudo()
        lines = histories.search(
            Domain("customer_id", "in", self._origin.ids), order="date, id"
        )
        by_customer = lines.grouped("customer_id")
        for customer in self:
            durations = {}
            history = by_customer.get(customer._origin, lines.browse())
            ends = [line.date for line in history[1:]] + [now]
            # a new record has no history
            for line, end in zip(history, ends, strict=False):
                seconds = (end - line.date).total_seconds()
                stage = str(line.stage_id.id)
                durations[stage] = int(durations.get(stage, 0) + seconds)
            customer.duration_tracking = durations or False

    @api.depends("partner_id.complete_name")
    def _compute_display_name(self):
        for customer in self:
            customer.display_name = customer.partner_id.complete_name

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        return stages.search(stages._company_domain(self.env.companies))

    @api.model_create_multi
    def create(self, vals_list):
        customers = super().create(vals_list)
        customers._start_history()
        return customers

    def write(self, vals):
        if "stage_id" in vals and not self.env.su:
            vals = dict(vals)
            stage = self.env["crm.lifecycle.stage"].browse(vals.pop("stage_id"))
            self._move_to_stage(stage)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_documented(self):
        documented = self.filtered(lambda c: c.order_count or c.quotation_count)
        if documented and not self.env.su:
            raise UserError(
                self.env._(
                    "%(customer)s has orders or quotations; archive it instead.",
                    customer=documented[0].display_name,
                )
            )

    def action_open_stage_move(self):
        return self._window_action("crm_lifecycle.crm_customer_stage_move_action")

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        action["domain"] = [
            ("partner_id", "child_of", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("state", "=", "sale"),
        ]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def action_view_quotations(self):
        action = self.action_view_orders()
        action["domain"][-1] = ("state", "in", ["draft", "sent"])
        action["name"] = self.env._("Open Quotations")
        return action

    def action_view_opportunities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
        )
        action["domain"] = [("partner_id", "child_of", self.partner_id.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def action_view_stage_history(self):
        return self._window_action("crm_lifecycle.crm_customer_stage_history_action")

    def action_view_ownership(self):
        return self._window_action("crm_lifecycle.crm_customer_ownership_action")

    @api.model
    def _prepare_create_values(self, vals_list):
        """A contact keeps its properties; the ORM would empty them by default ones."""
        prepared = super()._prepare_create_values(vals_list)
        for vals, given in zip(prepared, vals_list, strict=True):
            if given.get("partner_id") and "properties" not in given:
                vals.pop("properties", None)
        return prepared

    def _window_action(self, xml_id):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["context"] = {
            "default_customer_ids": self.ids,
            "default_customer_id": self[:1].id,
        }
        if action["res_model"] != "crm.customer" and action["target"] != "new":
            action["domain"] = [("customer_id", "in", self.ids)]
        return action

    def _start_history(self):
        """First line of both histories, so that they can be replayed from the start."""
        self.env["crm.customer.stage.history"].sudo().create(
            [
                {
                    "customer_id": customer.id,
                    "stage_id": customer.stage_id.id,
                    "origin": "start",
                    "user_id": self.env.uid,
                }
                for customer in self
            ]
        )
        self._log_ownership(self.env["res.users"], self.env._("Account opened"))

    def _move_to_stage(self, stage, reason="", hold_days=None):
        """Moves by hand: checks the right and the stage's rules, holds, records.

        hold_days: how long the rules keep off; the stage's own number by default.
        Raises AccessError or UserError naming the customer and the way out.
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        for customer in self.filtered(lambda c: c.stage_id != stage):
            stage.with_env(self.env)._check_manual_move(customer, reason)
            days = stage.manual_hold_days if hold_days is None else hold_days
            from_stage = customer.stage_id
            customer.sudo().write(
                {
                    "stage_id": stage.id,
                    "date_stage": today,
                    "stage_hold_until": today + timedelta(days=days) if days else False,
                    "stage_hold_reason": reason,
                }
            )
            self.env["crm.customer.stage.history"]._record_manual_move(
                customer, from_stage, reason
            )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class CrmVipSetLoad(models.TransientModel):
    """A set of tiers tried out on the customers, and loaded when it fits."""

    _name = "crm.vip.set.load"
    _description = "Load a Set of Tiers"

    set_id = fields.Many2one("crm.vip.tier.set", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    line_ids = fields.One2many("crm.vip.set.load.line", "load_id")
    is_at_once = fields.Boolean(
        string="Put Customers into Their Class at Once",
        help="Otherwise they only become eligible, and somebody proposes them.",
    )
    has_policies = fields.Boolean(
        string="Make Visit Policies",
        default=True,
        help="Switched off at first, like every visit policy.",
    )
    switches_off = fields.Boolean(
        string="Switch off the Rules of the Tiers Used until Now",
        help="Their members stay until their membership ends.",
    )
    unmatched_count = fields.Integer(
        string="Without a Class", compute="_compute_unmatched_count"
    )

    @api.depends("line_ids.rule_domain")
    def _compute_unmatched_count(self):
        for load in self:
            rules = [line._rule() for line in load.line_ids]
            load.unmatched_count = self.env["crm.customer"].search_count(
                Domain("company_id", "=", load.company_id.id) & ~Domain.OR(rules)
            )

    def action_load(self):
        """Makes the tiers of this company; who is eligible follows within a minute."""
        self.ensure_one()
        self._check_new()
        if self.switches_off:
            old = self.env["crm.vip.tier"].search(
                Domain("company_id", "in", [self.company_id.id, False])
            )
            old.rule_enabled = False
        for line in self.line_ids:
            tier = self.env["crm.vip.tier"].create(line._prepare_tier_values())
            if self.has_policies and line.visits_min:
                self.env["crm.visit.policy"].create(line._prepare_policy_values(tier))
        self.env["crm.customer"].sudo()._cron_refresh_all()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_vip_tier_action"
        )

    @api.model
    def _open(self, tier_set):
        load = self.create(
            {
                "set_id": tier_set.id,
                "line_ids": [
                    Command.create(
                        {
                            "line_id": line.id,
                            "name": line.name,
                            "sequence": line.sequence,
                            "rule_domain": line.rule_domain,
                            "visits_min": line.visits_min,
                            "visits_max": line.visits_max,
                        }
                    )
                    for line in tier_set.line_ids
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": tier_set.name,
            "res_model": self._name,
            "res_id": load.id,
            "view_mode": "form",
            "target": "new",
        }

    def _check_new(self):
        """The right to write tiers, and no tier of the same name twice."""
        tiers = self.env["crm.vip.tier"]
        tiers.check_access("create")
        double = tiers.search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("name", "in", self.line_ids.mapped("name")),
            limit=1,
        )
        if double:
            raise UserError(
                self.env._(
                    "%(company)s already has the tier “%(tier)s”. Change its rule, or "
                    "archive it first.",
                    company=self.company_id.name,
                    tier=double.name,
                )
            )

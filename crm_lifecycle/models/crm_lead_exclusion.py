# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

# What may lawfully be asked of a lead here: place, work and origin. Sex, age, ethnic
# group, faith, health and the like are no fields of a lead and never on this list.
LAWFUL = frozenset(
    {"city", "country_id", "directory_id", "email_domain_criterion", "function"}
    | {"lang_id", "name", "partner_name", "source_id", "state_id", "tag_ids", "zip"}
)
# A condition inside a condition ("any") would ask for what is not on the list
FLAT = frozenset(
    {"=", "!=", "<", "<=", ">", ">=", "in", "not in", "child_of", "parent_of"}
    | {"like", "ilike", "not like", "not ilike", "=like", "=ilike"}
    | {"not =like", "not =ilike"}
)


class CrmLeadExclusion(models.Model):
    """Leads that cannot buy from us, found by lawful attributes and set aside."""

    _name = "crm.lead.exclusion"
    _description = "Leads that Cannot Buy"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    lead_domain = fields.Char(
        string="Leads",
        required=True,
        default="[('id', '=', 0)]",
        help="By place, work or origin only; other attributes are refused.",
    )
    reason = fields.Char(help="Why they cannot buy: out of our region, too small...")
    match_count = fields.Integer(string="Open Leads", compute="_compute_match_count")

    @api.depends("lead_domain", "company_id")
    def _compute_match_count(self):
        for exclusion in self:
            exclusion.match_count = self.env["crm.lead"].search_count(
                exclusion._matches()
            )

    @api.constrains("lead_domain")
    def _check_lead_domain(self):
        for exclusion in self:
            for condition in exclusion._conditions().iter_conditions():
                name = condition.field_expr
                nested = condition.operator not in FLAT
                if nested or (name != "id" and name not in LAWFUL):
                    raise ValidationError(
                        self.env._(
                            "%(name)s: “%(field)s” may not be used to exclude "
                            "people. Use place, work or origin: %(allowed)s.",
                            name=exclusion.name,
                            field=name,
                            allowed=", ".join(sorted(LAWFUL)),
                        )
                    )

    def action_view_leads(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.lead",
            "view_mode": "list,form",
            "domain": list(self._matches()),
        }

    def action_set_aside(self):
        """Marks the open leads lost, with the reason; Odoo can restore each of them."""
        self.ensure_one()
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            raise AccessError(
                self.env._("“%s”: leaders and directors set leads aside.", self.name)
            )
        leads = self.env["crm.lead"].search(self._matches())
        if not leads:
            raise UserError(self.env._("“%s”: no open lead meets it.", self.name))
        reason = self.env.ref("crm_lifecycle.crm_lost_reason_cannot_buy")
        note = self.reason or self.name
        leads._message_log_batch(bodies=dict.fromkeys(leads.ids, note))
        leads.action_set_lost(lost_reason_id=reason.id)

    def _conditions(self):
        self.ensure_one()
        try:
            domain = Domain(literal_eval(self.lead_domain or "[]"))
            domain.validate(self.env["crm.lead"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("This is not a condition on leads: %s", error)
            ) from error
        return domain

    def _matches(self):
        """Open leads, not opportunities, that the user may see."""
        companies = (self.company_id or self.env.companies).ids
        return (
            self._conditions()
            & Domain("type", "=", "lead")
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [*companies, False])
        )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .crm_complaint_approver_mixin import DIRECTORS
from .crm_complaint_rights import words_without_right
from .crm_complaint_sla import TARGETS


class CrmComplaintEscalationLevel(models.Model):
    """A rung of the ladder: at which share of the time who is called, and what is
    done; or whom a crisis calls at once."""

    _name = "crm.complaint.escalation.level"
    _description = "Rung of the Escalation Ladder"
    _inherit = ["crm.complaint.cached.mixin"]
    _order = "trigger desc, percent, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Empty: serves every company.",
    )

    # when
    trigger = fields.Selection(
        selection=[("share", "Share of the time used"), ("crisis", "Crisis, at once")],
        required=True,
        default="share",
    )
    percent = fields.Integer(
        string="At",
        default=100,
        help="Share of the working time granted, in percent; 100 is the deadline.",
    )
    target = fields.Selection(selection=TARGETS, help="Empty: any clock.")
    level = fields.Integer(
        default=1,
        help="The level that the complaint has reached by this rung; 0: a warning, it "
        "is not escalated.",
    )
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        help="Empty: any kind.",
    )
    severity = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_severity(),
        help="Empty: any severity.",
    )
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        ondelete="cascade",
        check_company=True,
        help="Empty: any team.",
    )

    # who is called
    is_agent_called = fields.Boolean(string="Agent")
    is_leader_called = fields.Boolean(string="Team Leader")
    is_company_called = fields.Boolean(
        string="Company Level", help="The leader of the team above the agent's team."
    )
    is_owner_called = fields.Boolean(string="Customer's Owner")
    is_manager_called = fields.Boolean(string="Complaint Managers")
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_complaint_escalation_level_user_rel",
        string="Persons",
        domain="[('share', '=', False)]",
    )

    # what is done
    is_mailed = fields.Boolean(
        string="Mail too", help="Besides the activity, as each person likes to be told."
    )
    mail_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Text of the Mail",
        domain="[('model', '=', 'crm.complaint')]",
        ondelete="set null",
        help="Empty: number, customer, clock and reason in one line.",
    )
    reassign_to = fields.Selection(
        selection=[
            ("leader", "The team leader"),
            ("company", "The leader of the company level"),
            ("user", "A certain person"),
        ],
        string="Hand the Complaint to",
        help="Empty: it stays with its agent.",
    )
    reassign_user_id = fields.Many2one(
        comodel_name="res.users",
        string="New Agent",
        domain="[('share', '=', False)]",
        ondelete="restrict",
    )

    _share_positive = models.Constraint(
        "CHECK (percent > 0 AND level >= 0)",
        "The share of the time is above zero, and the level is not below it.",
    )
    _reassign_user_known = models.Constraint(
        "CHECK (reassign_to IS DISTINCT FROM 'user' OR reassign_user_id IS NOT NULL)",
        "Name the person who takes the complaint over.",
    )

    @api.depends("team_id")
    def _compute_company_id(self):
        for level in self:
            level.company_id = level.team_id.company_id or level.company_id

    @api.constrains("reassign_to", "reassign_user_id")
    def _check_entitled(self):
        for rung in self.filtered(lambda r: r.reassign_to == "user"):
            words = words_without_right(rung.reassign_user_id)
            if words:
                raise ValidationError(
                    self.env._(
                        "%(rung)s: %(words)s Who takes a complaint over answers it: "
                        "give the right in the settings of users, or choose somebody "
                        "else.",
                        rung=rung.name,
                        words=words,
                    )
                )

    @api.constrains("user_ids")
    def _check_called_entitled(self):
        """Directors read every complaint; the others need the right of agents."""
        for rung in self:
            people = rung.user_ids.filtered(lambda u: not u.has_group(DIRECTORS))
            words = words_without_right(people)
            if words:
                raise ValidationError(
                    self.env._(
                        "%(rung)s: %(words)s Who is called opens the complaint: give "
                        "the right in the settings of users, or call somebody else.",
                        rung=rung.name,
                        words=words,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._look_again()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._look_again()
        return result

    def unlink(self):
        result = super().unlink()
        self._look_again()
        return result

    @api.model
    def _look_again(self):
        """A changed ladder counts for open clocks too: the job looks at each again."""
        clocks = self.env["crm.complaint.clock"].sudo()
        running = clocks.search(Domain("state", "=", "running"))
        running.write({"date_ladder": fields.Datetime.now()})

    def _rungs_of(self, clock):
        """Those of these rungs that a clock climbs."""
        return self.filtered(
            lambda rule: (
                rule.trigger == "share"
                and rule.target in (clock.target, False)
                and rule._fits(clock.complaint_id)
            )
        )

    @api.model
    def _crisis_rules_for(self, complaint):
        return self._all_of(complaint.company_id).filtered(
            lambda rule: rule.trigger == "crisis" and rule._fits(complaint)
        )

    @api.model
    def _all_of(self, company):
        return self.sudo().browse(self._ids_of(company.id))

    @api.model
    @tools.ormcache("company_id")
    def _ids_of(self, company_id):
        rungs = self._cached_search(Domain("company_id", "in", [company_id, False]))
        return rungs._ids

    def _fits(self, complaint):
        return (
            self.kind in (complaint.kind, False)
            and self.severity in (complaint.severity, False)
            and self.team_id in (complaint.team_id, self.team_id.browse())
        )

    def _share(self):
        return self.percent / 100

    def _people(self, complaint):
        """Users whom this rung calls for a complaint."""
        people = self.user_ids
        for is_called, users in (
            (self.is_agent_called, complaint.user_id),
            (self.is_leader_called, complaint.team_id.user_id),
            (self.is_company_called, complaint._company_leader()),
            (self.is_owner_called, complaint.customer_id.user_id),
            (self.is_manager_called, complaint._managers()),
        ):
            people |= users if is_called else users.browse()
        return people.filtered("active")

    def _new_agent(self, complaint):
        """Who takes the complaint over by this rung; empty: it stays."""
        return {
            "leader": complaint.team_id.user_id,
            "company": complaint._company_leader(),
            "user": self.reassign_user_id,
        }.get(self.reassign_to, self.reassign_user_id.browse())

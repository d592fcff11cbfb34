# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

STATEMENTS = (
    ("first_statement", "first_user_id"),
    ("second_statement", "second_user_id"),
)


class CrmCustomerConflict(models.Model):
    """Two salespeople chase one customer: evidence, rule of the day, decision (撞单).

    The time line is collected from documents, not typed; it is frozen with the
    decision. A director decides, with a split in percent.
    """

    _name = "crm.customer.conflict"
    _description = "Conflict"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "customer_id"

    _frozen_fields = frozenset(
        {"customer_id", "date_conflict", "first_user_id", "second_user_id"}
    )

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, index=True
    )
    first_user_id = fields.Many2one(
        comodel_name="res.users",
        string="First Salesperson",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
    )
    second_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Second Salesperson",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
    )
    date_conflict = fields.Date(
        string="Day of the Conflict",
        required=True,
        default=fields.Date.context_today,
        help="The rule in force on this day decides.",
    )
    first_statement = fields.Text()
    second_statement = fields.Text()
    rule_text = fields.Text(string="Rule in Force that Day", readonly=True)
    evidence_ids = fields.One2many("crm.customer.conflict.evidence", "conflict_id")
    decision = fields.Selection(
        selection=[
            ("first", "Belongs to the first salesperson"),
            ("second", "Belongs to the second salesperson"),
            ("split", "Shared"),
        ],
        readonly=True,
        tracking=True,
    )
    first_percent = fields.Float(
        string="Share of the First (%)", readonly=True, aggregator="avg"
    )
    second_percent = fields.Float(
        string="Share of the Second (%)", readonly=True, aggregator="avg"
    )
    decision_reason = fields.Char(readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    date_decided = fields.Datetime(readonly=True)
    state = fields.Selection(
        selection=[("open", "Open"), ("decided", "Decided")],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )

    _two_people = models.Constraint(
        "CHECK (first_user_id != second_user_id)",
        "A conflict is between two salespeople.",
    )
    _whole_share = models.Constraint(
        "CHECK (state = 'open' OR (first_percent BETWEEN 0 AND 100"
        " AND first_percent + second_percent = 100))",
        "The shares of both salespeople make 100 %.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        conflicts = super().create(vals_list)
        conflicts._check_may_open()
        conflicts._check_own_statements()
        for conflict in conflicts.sudo():
            conflict._collect_evidence()
        return conflicts

    def write(self, vals):
        for field, side in STATEMENTS:
            if field in vals and not self.env.su:
                self._check_may_state(side)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(conflict.state == "decided" for conflict in self):
            raise UserError(self.env._("A decided conflict is kept for good."))

    def action_collect(self):
        for conflict in self:
            conflict._check_may_open()
            conflict._check_open()
            conflict.sudo()._collect_evidence()

    def action_open_decision(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_conflict_decide_action"
        )
        action["context"] = {"default_conflict_id": self.id}
        return action

    def _check_may_open(self):
        """A side that dealt with the customer, its leader, or a director may.

        The case gathers the documents of both sides: naming oneself a side is no way
        to read about a customer one never dealt with.
        """
        for conflict in self:
            sides = (conflict.first_user_id | conflict.second_user_id).filtered(
                conflict._has_dealt
            )
            leaders = sides.sudo().sale_team_id.user_id
            if not (
                self.env.su
                or self.env.user in sides | leaders
                or self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
            ):
                raise AccessError(
                    self.env._(
                        "A conflict is brought by the owner, by a side that has a "
                        "quotation, registration, visit or opportunity of its own "
                        "with the customer, by their leader or a director."
                    )
                )

    def _has_dealt(self, user):
        """Whether a person owns the customer, or has a document of his own there."""
        customer = self.sudo().customer_id
        by = Domain("user_id", "=", user.id)
        here = by & Domain("customer_id", "=", customer.id)
        contacts = by & Domain("partner_id", "child_of", customer.partner_id.id)
        company = Domain("company_id", "in", [False, customer.company_id.id])
        sources = (
            ("crm.customer", by & Domain("id", "=", customer.id)),
            ("crm.customer.registration", here),
            ("crm.customer.visit", here),
            ("sale.order", contacts & company),
            ("crm.lead", contacts & company),
        )
        return any(
            self.env[model].sudo().search_count(domain, limit=1)
            for model, domain in sources
        )

    def _check_may_state(self, side):
        for conflict in self:
            conflict._check_open()
            if conflict[side] != self.env.user:
                raise AccessError(
                    self.env._("This statement is written by %s.", conflict[side].name)
                )

    def _check_own_statements(self):
        if self.env.su:
            return
        for statement, side in STATEMENTS:
            self.filtered(statement)._check_may_state(side)

    def _check_open(self):
        self.ensure_one()
        if self.state == "decided":
            raise UserError(
                self.env._("%s decided this conflict.", self.decided_by_id.name)
            )

    def _collect_evidence(self):
        """Writes the time line anew from documents (superuser)."""
        self.ensure_one()
        self.evidence_ids.unlink()
        lines = self.env["crm.customer.conflict.evidence"]
        lines.create(lines._prepare_time_line(self))
        self.rule_text = self._rule_in_force()

    def _rule_in_force(self):
        """What the ledger and the settings said at the end of the day in question."""
        end = fields.Datetime.end_of(
            fields.Datetime.to_datetime(self.date_conflict), "day"
        )
        line = self.env["crm.customer.ownership"].search(
            Domain("customer_id", "=", self.customer_id.id) & Domain("date", "<=", end),
            order="date desc, id desc",
            limit=1,
        )
        company = self.company_id
        return self.env._(
            "On %(day)s the customer belonged to %(owner)s (%(how)s on %(since)s), "
            "protected until %(until)s. A registered customer is protected for "
            "%(months)s months; nobody else develops him.",
            day=self.date_conflict,
            owner=line.user_id.name or self.env._("nobody"),
            how=dict(line._fields["kind"]._description_selection(self.env)).get(
                line.kind, "–"
            ),
            since=line.date.date() if line else "–",
            until=line.date_protected_until or "–",
            months=company.lifecycle_protection_months,
        )

    def _decide(self, decision, reason, first_percent):
        """Decides as the acting director; the customer goes to whom it belongs."""
        self.ensure_one()
        self._check_may_decide(reason)
        percent = {"first": 100.0, "second": 0.0}.get(decision, first_percent)
        if not 0 <= percent <= 100:
            raise UserError(self.env._("A share is between 0 and 100 percent."))
        self.sudo().write(
            {
                "decision": decision,
                "decision_reason": reason,
                "first_percent": percent,
                "second_percent": 100.0 - percent,
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
                "state": "decided",
            }
        )
        winner = {"first": self.first_user_id, "second": self.second_user_id}
        owner = winner.get(decision)
        if owner and self.customer_id.user_id != owner:
            self.customer_id._assign_owner(owner, reason)

    def _check_may_decide(self, reason):
        self.lock_for_update()
        self._check_open()
        sides = self.first_user_id | self.second_user_id
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        if not director or self.env.user in sides:
            raise AccessError(
                self.env._("A director who is not a side decides on the conflict.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why; both sides read it."))

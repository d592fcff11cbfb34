# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerQualificationMixin(models.AbstractModel):
    """How the customer was judged, and what that opens."""

    _name = "crm.customer.qualification.mixin"
    _description = "Qualification of the Customer"

    qualification_ids = fields.One2many(
        "crm.qualification", "customer_id", string="Qualifications"
    )
    qualification_count = fields.Integer(compute="_compute_qualification_count")
    qualification_state = fields.Selection(
        selection=[
            ("none", "Not qualified"),
            ("open", "Being judged"),
            ("valid", "Qualified"),
            ("ending", "To repeat"),
            ("over", "Expired"),
            ("refused", "Refused"),
        ],
        string="Qualification",
        compute="_compute_qualification_state",
        search="_search_qualification_state",
        help="By the checklists that open sales.",
    )
    date_key_recognised = fields.Date(
        string="Key Customer since",
        readonly=True,
        copy=False,
        help="Day on which a key customer checklist was accepted.",
    )
    is_key_account = fields.Boolean(
        string="Key Customer",
        compute="_compute_is_key_account",
        search="_search_is_key_account",
        help="By the kind of customer, or recognised by a key customer checklist.",
    )

    def _compute_qualification_count(self):
        counts = dict(
            self.env["crm.qualification"]._read_group(
                [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
            )
        )
        for customer in self:
            customer.qualification_count = counts.get(customer._origin, 0)

    @api.depends("qualification_ids.state", "qualification_ids.is_current")
    def _compute_qualification_state(self):
        states = dict.fromkeys(self._origin.ids, "none")
        for state in ("refused", "over", "ending", "valid", "open"):
            domain = self._qualification_domain(state) & Domain(
                "customer_id", "in", self._origin.ids
            )
            found = self.env["crm.qualification"].sudo().search(domain)
            for customer_id in found.customer_id.ids:
                if state != "open" or states[customer_id] in ("none", "refused"):
                    states[customer_id] = state
        for customer in self:
            customer.qualification_state = states.get(customer._origin.id, "none")

    def _search_qualification_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = []
        better = Domain.FALSE
        for state in ("valid", "ending", "over", "open", "refused"):
            found = Domain(
                "qualification_ids", "any!", self._qualification_domain(state)
            )
            if state in value:
                domains.append(found & ~better)
            better |= found
        if "none" in value:
            domains.append(~better)
        return Domain.OR(domains)

    @api.depends("kind_id.is_key_account", "date_key_recognised")
    def _compute_is_key_account(self):
        for customer in self:
            customer.is_key_account = bool(
                customer.kind_id.is_key_account or customer.date_key_recognised
            )

    def _search_is_key_account(self, operator, value):
        if operator != "in":
            return NotImplemented
        key = Domain("kind_id.is_key_account", "=", True) | Domain(
            "date_key_recognised", "!=", False
        )
        return (key if True in value else Domain.FALSE) | (
            ~key if False in value else Domain.FALSE
        )

    def action_view_qualifications(self):
        return self._window_action("crm_lifecycle.crm_qualification_action")

    @api.model
    def _qualification_domain(self, state):
        """Domain on crm.qualification: those that put a customer into `state`."""
        today = fields.Date.context_today(self)
        opens = Domain("template_id.effect", "=", "sale")
        if state == "open":
            return opens & Domain("state", "in", ("draft", "submitted"))
        latest = opens & Domain("is_current", "=", True)
        if state == "refused":
            return latest & Domain("state", "=", "refused")
        held = latest & Domain("state", "in", ("accepted", "conditional"))
        over = Domain("date_until", "<", today)
        ending = Domain("date_remind", "<=", today) & Domain("date_until", ">=", today)
        return held & {"over": over, "ending": ending, "valid": ~(over | ending)}[state]

    def _is_qualified(self):
        """Whether each of these customers may be sold to by its qualification."""
        return all(
            customer.qualification_state in ("valid", "ending") for customer in self
        )

    def _follow_partner_decision(self, held, qualification):
        """Upgrade to the partner type, or back from it when the risk is too high."""
        for customer in self.sudo():
            if held:
                customer.relation_type = "partner"
            elif customer.relation_type == "partner":
                earlier = qualification.search(
                    Domain("customer_id", "=", customer.id)
                    & Domain("effect", "=", "partner")
                    & Domain("state", "in", ("accepted", "conditional"))
                    & Domain("relation_before", "not in", (False, "partner")),
                    order="id desc",
                    limit=1,
                )
                customer.relation_type = earlier.relation_before or "basic"

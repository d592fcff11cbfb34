# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerTeamMixin(models.AbstractModel):
    """Everybody who serves the customer, and the cases about who does."""

    _name = "crm.customer.team.mixin"
    _description = "Customer Team"

    collaborator_ids = fields.One2many("crm.customer.collaborator", "customer_id")
    review_ids = fields.One2many("crm.customer.review", "customer_id")
    transfer_ids = fields.One2many("crm.customer.transfer", "customer_id")
    conflict_ids = fields.One2many("crm.customer.conflict", "customer_id")
    open_case_count = fields.Integer(
        string="Open Cases", compute="_compute_open_case_count"
    )

    @api.depends("review_ids.state", "transfer_ids.state", "conflict_ids.state")
    def _compute_open_case_count(self):
        counts = {}
        for model, closed in (
            ("crm.customer.review", ("decided",)),
            ("crm.customer.transfer", ("done", "refused")),
            ("crm.customer.conflict", ("decided",)),
        ):
            rows = self.env[model]._read_group(
                Domain("customer_id", "in", self.ids)
                & Domain("state", "not in", closed),
                ["customer_id"],
                ["__count"],
            )
            for customer, count in rows:
                counts[customer.id] = counts.get(customer.id, 0) + count
        for customer in self:
            customer.open_case_count = counts.get(customer.id, 0)

    def action_view_interactions(self):
        action = self._window_action("crm_lifecycle.crm_customer_interaction_action")
        action["context"] = {}
        return action

    def action_open_transfer(self):
        return self._new_case("crm.customer.transfer", {})

    def action_open_conflict(self):
        self.ensure_one()
        mine = self.user_id == self.env.user
        second = False if mine else self.env.uid
        return self._new_case(
            "crm.customer.conflict",
            {
                "default_first_user_id": self.user_id.id,
                "default_second_user_id": second,
            },
        )

    def _new_case(self, model, context):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "view_mode": "form",
            "context": {"default_customer_id": self.id, **context},
        }

    def _is_reported(self):
        """Did the owner come to the customer in the open? (superuser)

        By a confirmed registration, or given, claimed, transferred: every line of the
        ledger but the opening of an account by one's own document.
        """
        self.ensure_one()
        lines = self.env["crm.customer.ownership"].search_count(
            Domain("customer_id", "=", self.id)
            & Domain("user_id", "=", self.user_id.id)
            & Domain("kind", "!=", "open"),
            limit=1,
        )
        return bool(lines)

    @api.model
    def _to_do_domains(self):
        """What waits for the acting user: list of (key, model, Domain).

        For screens that gather work: counts and lists come from searching the model
        with the domain as that user, so record rules hold.
        """
        me = self.env.uid
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        waiting = Domain("state", "=", "submitted") & Domain(
            "approval_ids.approver_ids", "in", [me]
        )
        reviews = Domain("user_id", "=", me) & Domain("state", "=", "open")
        if director:
            reviews |= Domain("state", "=", "stated")
        mine = Domain("user_id", "=", me)
        mine_from = Domain("from_user_id", "=", me)
        mine_to = Domain("to_user_id", "=", me)
        return [
            ("registrations_to_confirm", "crm.customer.registration", waiting),
            (
                "about_to_be_reclaimed",
                "crm.customer",
                mine & self._reclaim_due_domain(days_ahead=7),
            ),
            (
                "approvals_waiting",
                "crm.approval",
                Domain("state", "=", "pending") & Domain("approver_ids", "in", [me]),
            ),
            (
                "transfers_to_apply",
                "crm.customer.transfer",
                Domain("state", "=", "agreeing")
                & (
                    (mine_from & Domain("agreed_from", "=", False))
                    | (mine_to & Domain("agreed_to", "=", False))
                ),
            ),
            ("reviews", "crm.customer.review", reviews),
        ]

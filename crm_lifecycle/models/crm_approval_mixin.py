# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmApprovalMixin(models.AbstractModel):
    """For documents that need a yes.

    The document calls ``_request_approval(kind, amount)`` from a method that checked
    the user's right, and says in ``_on_approval_decided`` what follows. ``kind`` is a
    value of crm.approval.kind (add yours with selection_add). The fields named in
    ``_approval_content`` cannot be edited once somebody was asked.
    """

    _name = "crm.approval.mixin"
    _description = "Document with Approvals"

    # What was asked for: nobody edits it once somebody was asked
    _approval_content = frozenset()

    approval_ids = fields.One2many(
        comodel_name="crm.approval",
        inverse_name="res_id",
        domain=lambda self: [("res_model", "=", self._name)],
        string="Approvals",
    )
    approval_id = fields.Many2one(
        comodel_name="crm.approval",
        string="Latest Approval",
        compute="_compute_approval_id",
    )
    approval_can_decide = fields.Boolean(compute="_compute_approval_can_decide")

    @api.depends("approval_ids.state")
    def _compute_approval_id(self):
        for record in self:
            record.approval_id = record.sudo().approval_ids.sorted("id")[-1:]

    @api.depends("approval_ids.state", "approval_ids.approver_ids")
    @api.depends_context("uid")
    def _compute_approval_can_decide(self):
        for record in self:
            approval = record.approval_id.sudo(False)
            record.approval_can_decide = (
                approval.has_access("read") and approval.can_decide
            )

    def write(self, vals):
        if not self.env.su and self._approval_content & vals.keys():
            self._check_content_unasked()
        return super().write(vals)

    def action_approve(self):
        return self._open_approval_decision("approved")

    def action_refuse(self):
        return self._open_approval_decision("refused")

    def _check_content_unasked(self):
        asked = self.sudo().approval_ids.filtered(
            lambda approval: approval.state in ("pending", "approved")
        )
        if asked:
            raise UserError(
                self.env._(
                    "“%(name)s” was already asked and cannot be changed any more. "
                    "Withdraw the question first, or start a new one.",
                    name=asked[0].name,
                )
            )

    def _open_approval_decision(self, answer):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_approval_decide_action"
        )
        action["context"] = {
            "default_approval_id": self.approval_id.id,
            "default_answer": answer,
        }
        return action

    def _request_approval(self, kind, amount=0.0, note=""):
        """Asks for a yes on this document as the acting user; returns the crm.approval.

        kind: value of crm.approval.kind; amount in the company's currency chooses the
        rule. Without any rule the directors of the company are asked. Raises UserError
        when the same question is already waiting.
        """
        self.ensure_one()
        waiting = self.sudo().approval_ids.filtered(
            lambda approval: approval.state == "pending" and approval.kind == kind
        )
        if waiting:
            raise UserError(
                self.env._("“%s” is already waiting for an answer.", waiting[0].name)
            )
        rule = self.env["crm.approval.rule"]._rule_for(kind, self.company_id, amount)
        approval = (
            self.env["crm.approval"]
            .sudo()
            .create(self._prepare_approval_values(kind, amount, note, rule))
        )
        approval._call_approvers()
        return approval

    def _prepare_approval_values(self, kind, amount, note, rule):
        director = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        steps = [step._prepare_step_values() for step in rule.step_ids] or [
            {"approver_kind": "group", "group_id": director.id}
        ]
        return {
            "name": self._approval_title(),
            "kind": kind,
            "company_id": self.company_id.id,
            "amount": amount,
            "note": note,
            "res_model": self._name,
            "res_id": self.id,
            "customer_id": self._approval_customer().id,
            "requester_id": self.env.uid,
            "rule_id": rule.id,
            "step_ids": [fields.Command.create(values) for values in steps],
        }

    def _withdraw_approvals(self):
        """Takes back what still waits for an answer; the requester's right is checked.

        Returns the approvals that were waiting.
        """
        pending = self.sudo().approval_ids.filtered(lambda a: a.state == "pending")
        pending.sudo(False).action_withdraw()
        return pending

    def _approval_customer(self):
        """The crm.customer the question is about, whose team leader may be asked."""
        return self.env["crm.customer"]

    def _approval_title(self):
        """One line that tells the approver what is asked."""
        return self.display_name

    def _approval_barred(self):
        """Users who may not answer besides the requester, because they took part."""
        return self.env["res.users"]

    def _further_approvers(self, approval):
        """Values of steps that are asked after the last yes, because those who said it
        may not decide alone."""
        return []

    def _on_approval_decided(self, approval):
        """What follows; called once as superuser, approval.state tells the answer."""

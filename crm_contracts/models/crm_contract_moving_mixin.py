# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError


class CrmContractMovingMixin(models.AbstractModel):
    """How documents of contracts change their state, and who may ask for it."""

    _name = "crm.contract.moving.mixin"
    _description = "Moves of Contracts"

    # field of crm.contract.step that names the document
    _step_link = "contract_id"

    def action_open_paper(self):
        return self._open_step("paper")

    def _open_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _open_step(self, step):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_step_action"
        )
        action["name"] = dict(
            self.env["crm.contract.step"]
            ._fields["step"]
            ._description_selection(self.env)
        )[step]
        action["context"] = {
            f"default_{self._step_link}": self.id,
            "default_step": step,
        }
        return action

    def _next_states(self):
        """States the record may move to from the one it is in."""
        return ()

    def _after_move(self):
        """What follows from any move."""

    def _move_to(self, state, **stamps):
        """The only mover of the state: under a row lock, along the table."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if state not in self._next_states():
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(contract)s is in the state “%(now)s”; from there it does not "
                    "become “%(wanted)s”.",
                    contract=self.display_name,
                    now=labels[self.state],
                    wanted=labels[state],
                )
            )
        self.sudo().write({"state": state, **stamps})
        self._after_move()

    def _check_state(self, states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for contract in self.filtered(lambda c: c.state not in states):
            raise UserError(
                self.env._(
                    "%(contract)s is in the state “%(now)s”; this is done in the "
                    "state “%(wanted)s”.",
                    contract=contract.display_name,
                    now=labels[contract.state],
                    wanted=" / ".join(labels[state] for state in states),
                )
            )

    @api.model
    def _check_manager(self, message=""):
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_manager"):
            raise AccessError(
                message
                or self.env._("Only a contract manager may do this; ask one of them.")
            )
        self.check_access("write")

    @api.model
    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Give a reason; it stays in the event log."))

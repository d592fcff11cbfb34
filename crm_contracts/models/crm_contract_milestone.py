# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .crm_contract_states import RUNNING


class CrmContractMilestone(models.Model):
    """An event both sides agreed on, after which money or a duty falls due (S-421).

    Milestones are agreed with the terms; the day on which one was reached is recorded
    by whoever may edit the contract, with what proves it.
    """

    _name = "crm.contract.milestone"
    _description = "Milestone of a Contract"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"date_reached", "proof"})

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Milestone", required=True)
    date_planned = fields.Date(string="Planned")
    date_reached = fields.Date(string="Reached", readonly=True, copy=False)
    proof = fields.Char(
        readonly=True,
        copy=False,
        help="What shows that it was reached, for example the number of a protocol.",
    )

    _name_unique = models.UniqueIndex(
        "(contract_id, name)", "This contract has a milestone of that name."
    )

    def action_open_reach(self):
        self.ensure_one()
        action = self.contract_id._open_step("milestone")
        action["context"]["default_milestone_id"] = self.id
        return action

    def _reach(self, date, proof):
        """Records the day; instalments that wait for the milestone start.

        date: the day it was reached, not in the future; proof: words, required
        """
        self.ensure_one()
        contract = self.contract_id
        contract.check_access("write")
        contract._check_state(RUNNING)
        if self.date_reached:
            raise UserError(
                self.env._(
                    "%(milestone)s of %(contract)s was reached on %(day)s already.",
                    milestone=self.name,
                    contract=contract.display_name,
                    day=fields.Date.to_string(self.date_reached),
                )
            )
        if not date or date > self.env["crm.customer"]._today(self.company_id):
            raise UserError(
                self.env._(
                    "%s: name the day on which it was reached, today or earlier.",
                    self.name,
                )
            )
        contract._check_reason(proof)
        self.sudo().write({"date_reached": date, "proof": proof.strip()})
        contract._log_event("milestone", description=f"{self.name}: {proof.strip()}")
        contract._refresh_collection()

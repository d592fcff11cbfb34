# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractCheck(models.Model):
    """The answer to a question of the checklist, and whose it is."""

    _name = "crm.contract.check"
    _description = "Answer of the Review Checklist"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, sequence, id"
    _rec_name = "item_id"

    _frozen_fields = frozenset({"contract_id", "item_id"})
    _free_fields = frozenset({"answer", "comment"})

    item_id = fields.Many2one(
        comodel_name="crm.contract.check.item",
        string="Question",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="item_id.sequence", store=True)
    advice = fields.Text(related="item_id.advice")
    is_required = fields.Boolean(related="item_id.is_required", string="Required")
    answer = fields.Selection(
        selection=[("yes", "Yes"), ("no", "No"), ("na", "Does Not Apply")]
    )
    comment = fields.Char(help="Needed for no and for what does not apply.")
    answered_by_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", readonly=True, copy=False
    )
    date_answered = fields.Datetime(string="Answered", readonly=True, copy=False)

    _item_unique = models.UniqueIndex(
        "(contract_id, item_id)", "This question is asked already."
    )

    def write(self, vals):
        if not self.env.su and self._free_fields & vals.keys():
            self._check_answerable()
        result = super().write(vals)
        if "answer" in vals and not self.env.su:
            self.sudo().write(
                {"answered_by_id": self.env.uid, "date_answered": fields.Datetime.now()}
            )
        return result

    def _check_answerable(self):
        """Answers are given before others decide on them."""
        for check in self.filtered(
            lambda c: c.contract_id.state not in ("draft", "review")
        ):
            raise UserError(
                self.env._(
                    "%s was submitted with this checklist; withdraw it to draft to "
                    "answer again.",
                    check.contract_id.display_name,
                )
            )

    @api.model
    def _is_settled(self, answer, comment):
        return answer == "yes" or (answer == "na" and bool((comment or "").strip()))

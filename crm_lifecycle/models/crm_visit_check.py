# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmVisitCheck(models.Model):
    """A visit drawn at random, which a checker confirms with the customer.

    The seed of the draw is kept, so that anybody can repeat it and see that nobody
    was chosen or spared by hand.
    """

    _name = "crm.visit.check"
    _description = "Spot Check of a Visit"
    _inherit = ["crm.guarded.mixin"]
    _order = "id desc"
    _rec_name = "visit_id"

    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    customer_id = fields.Many2one(
        related="visit_id.customer_id", store=True, index=True
    )
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)
    visitor_id = fields.Many2one(related="visit_id.user_id", store=True)
    checker_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, index=True
    )
    seed = fields.Char(readonly=True, help="Repeats the draw.")
    result = fields.Selection(
        selection=[
            ("pending", "To check"),
            ("right", "As recorded"),
            ("deviation", "Deviates"),
            ("false", "Did not take place"),
        ],
        default="pending",
        required=True,
        readonly=True,
        index=True,
    )
    note = fields.Text(string="What Was Found")
    date_checked = fields.Datetime(readonly=True)

    _visit_unique = models.Constraint(
        "UNIQUE (visit_id)", "This visit was drawn already."
    )

    @api.depends("visit_id")
    def _compute_display_name(self):
        for check in self:
            check.display_name = check.sudo().visit_id.display_name

    def action_right(self):
        self._record("right")

    def action_deviation(self):
        self._record("deviation")

    def action_false(self):
        self._record("false")

    def _record(self, result):
        """Only the checker answers, once, and says what he found when it deviates."""
        for check in self:
            check.check_access("read")
            if check.checker_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "The spot check of %(visit)s is made by %(checker)s.",
                        visit=check.display_name,
                        checker=check.checker_id.name,
                    )
                )
            if check.result != "pending":
                raise UserError(
                    self.env._("%s was already checked.", check.display_name)
                )
            if result != "right" and not (check.note or "").strip():
                raise UserError(
                    self.env._(
                        "%s: write what was found before you record a deviation.",
                        check.display_name,
                    )
                )
            check.sudo().write(
                {"result": result, "date_checked": fields.Datetime.now()}
            )
            check.sudo().visit_id.message_post(
                body=self.env._(
                    "Spot check by %(checker)s: %(result)s",
                    checker=self.env.user.name,
                    result=dict(
                        self._fields["result"]._description_selection(self.env)
                    )[result],
                ),
                author_id=self.env.user.partner_id.id,
            )

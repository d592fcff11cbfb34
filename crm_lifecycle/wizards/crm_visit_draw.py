# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from math import ceil

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class CrmVisitDraw(models.TransientModel):
    """Draws done visits at random for a spot check (S-233)."""

    _name = "crm.visit.draw"
    _description = "Draw Visits to Check"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    date_from = fields.Date(
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "month"
        ),
    )
    date_to = fields.Date(required=True, default=fields.Date.context_today)
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Visitors",
        help="Empty: everybody whose visits you see.",
    )
    by = fields.Selection(
        selection=[("number", "Number"), ("percent", "Percent")],
        string="How Many",
        default="percent",
        required=True,
    )
    amount = fields.Integer(default=10, required=True)
    checker_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    seed = fields.Char(
        default=lambda self: f"{random.getrandbits(32):08x}",  # noqa: S311
        help="The same seed over the same visits draws the same ones.",
    )
    population = fields.Integer(string="Visits to Draw from", compute="_compute_draw")
    drawn = fields.Integer(string="Visits Drawn", compute="_compute_draw")

    @api.depends("company_id", "date_from", "date_to", "user_ids", "by", "amount")
    def _compute_draw(self):
        for draw in self:
            draw.population = len(draw._population())
            draw.drawn = draw._number(draw.population)

    def action_draw(self):
        self.ensure_one()
        checks = self._draw()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_visit_check_action"
        )
        action["domain"] = [("id", "in", checks.ids)]
        action["context"] = {}
        return action

    def _draw(self):
        """Gives the drawn visits to the checker, who has not made them himself."""
        self.ensure_one()
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            raise AccessError(
                self.env._("Spot checks are drawn by a team leader or a director.")
            )
        visits = self._population()
        if not visits:
            raise UserError(
                self.env._(
                    "From %(first)s to %(last)s there is no done visit that was not "
                    "drawn before.",
                    first=self.date_from,
                    last=self.date_to,
                )
            )
        chance = random.Random(self.seed)  # noqa: S311
        drawn = chance.sample(sorted(visits.ids), self._number(len(visits)))
        return (
            self.env["crm.visit.check"]
            .sudo()
            .create(
                [
                    {
                        "visit_id": visit_id,
                        "checker_id": self.checker_id.id,
                        "seed": self.seed,
                    }
                    for visit_id in drawn
                ]
            )
            .sudo(False)
        )

    def _population(self):
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", ["done", "reviewed"])
            & Domain("date_start", ">=", fields.Datetime.to_datetime(self.date_from))
            & Domain("date_start", "<", fields.Date.add(self.date_to, days=1))
            & Domain("check_ids", "=", False)
            & Domain("user_id", "!=", self.checker_id.id)
        )
        if self.user_ids:
            domain &= Domain("user_id", "in", self.user_ids.ids)
        return self.env["crm.customer.visit"].search(domain)

    def _number(self, population):
        if self.by == "percent":
            wanted = ceil(population * self.amount / 100)
        else:
            wanted = self.amount
        return max(0, min(population, wanted))

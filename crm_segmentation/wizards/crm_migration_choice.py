# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmMigrationChoice(models.TransientModel):
    """Which two days the migration matrix compares, and by what."""

    _name = "crm.migration.choice"
    _description = "Migration between Two Days"

    @api.model
    def _default_date_from(self):
        """A year ago, or the first snapshot when that is younger."""
        year_ago = self._today() - relativedelta(years=1)
        if self._snapshot_up_to(year_ago):
            return year_ago
        first = self.env["crm.customer.snapshot"].search(
            [("company_id", "in", self.env.companies.ids)], order="date", limit=1
        )
        return first.date or year_ago

    dimension = fields.Selection(
        selection=[
            ("abc_class", "ABC class"),
            ("xyz_class", "XYZ class"),
            ("customer_class", "Class A to D"),
            ("rfm_segment_id", "RFM segment"),
            ("stage_id", "Stage"),
            ("vip_tier_id", "VIP tier"),
            ("level", "Level of a scorecard"),
        ],
        string="Compare",
        required=True,
        default="abc_class",
    )
    scorecard_id = fields.Many2one("crm.scorecard")
    date_from = fields.Date(
        string="Then",
        required=True,
        default=lambda self: self._default_date_from(),
        help="The last snapshot up to this day; scorecards are known for each day.",
    )
    date_to = fields.Date(
        string="Now",
        required=True,
        default=lambda self: self._today(),
        help="Today: how customers stand now. Another day: the last snapshot up to it.",
    )
    snapshot_from = fields.Date(compute="_compute_snapshots")
    snapshot_to = fields.Date(compute="_compute_snapshots")

    @api.depends("date_from", "date_to")
    def _compute_snapshots(self):
        """The snapshots that will be compared, to be seen before."""
        for wizard in self:
            wizard.snapshot_from = wizard._snapshot_up_to(wizard.date_from)
            wizard.snapshot_to = wizard._snapshot_up_to(wizard.date_to)

    def action_compare(self):
        self.ensure_one()
        self._check_choice()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_migration_action"
        )
        labels = dict(self._fields["dimension"]._description_selection(self.env))
        labels["level"] = self.scorecard_id.name
        action["name"] = action["display_name"] = self.env._(
            "%(what)s: %(before)s → %(after)s",
            what=labels[self.dimension],
            before=self.date_from,
            after=self.date_to,
        )
        action["context"] = {
            "migration_by": self.dimension,
            "migration_from": fields.Date.to_string(self.date_from),
            "migration_to": fields.Date.to_string(self.date_to),
            "migration_scorecard_id": self.scorecard_id.id,
        }
        return action

    def _check_choice(self):
        if self.date_to < self.date_from:
            raise UserError(
                self.env._("The first day comes first. Exchange the two days.")
            )
        if self.dimension == "level":
            if not self.scorecard_id:
                raise UserError(self.env._("Choose the scorecard to compare."))
        elif not self.snapshot_from:
            raise UserError(
                self.env._(
                    "There is no snapshot up to %(day)s. Choose a later day; snapshots "
                    "are taken on the first of each month.",
                    day=self.date_from,
                )
            )

    @api.model
    def _today(self):
        return self.env["crm.customer"]._today(self.env.company)

    @api.model
    def _snapshot_up_to(self, day):
        """Day of the values that are compared: those of now from today on."""
        if not day:
            return False
        if day >= self._today():
            return self._today()
        found = self.env["crm.customer.snapshot"].search(
            [("date", "<=", day), ("company_id", "in", self.env.companies.ids)],
            order="date desc",
            limit=1,
        )
        return found.date

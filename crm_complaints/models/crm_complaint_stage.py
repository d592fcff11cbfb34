# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models, tools
from odoo.exceptions import UserError

PHASES = [
    ("new", "New"),
    ("work", "In Work"),
    ("waiting", "Waiting for the Customer"),
    ("solved", "Solved"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
# The clock of the solution runs in these; a complaint in them is open.
OPEN_PHASES = ("new", "work", "waiting")


class CrmComplaintStage(models.Model):
    """Stages are data: their phase says what they mean, their successors what is
    allowed."""

    _name = "crm.complaint.stage"
    _description = "Complaint Stage"
    _inherit = ["crm.complaint.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    fold = fields.Boolean(string="Folded in Kanban")
    phase = fields.Selection(
        selection=PHASES,
        required=True,
        default="work",
        help="What the stage means for the clock: waiting pauses it, solved stops it, "
        "cancelled stops it without counting as met.",
    )
    next_stage_ids = fields.Many2many(
        comodel_name="crm.complaint.stage",
        relation="crm_complaint_stage_next_rel",
        column1="stage_id",
        column2="next_stage_id",
        string="Allowed Next Stages",
        help="A complaint moves from here only to these stages; empty: to any.",
    )
    description = fields.Text(
        translate=True, help="Shown to colleagues as a tooltip of the stage."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["crm.complaint"].sudo().search([("stage_id", "in", self.ids)])
        if used:
            raise UserError(
                self.env._(
                    "%(stage)s holds complaints such as %(complaint)s; move them first "
                    "or archive the stage.",
                    stage=used[0].stage_id.name,
                    complaint=used[0].name,
                )
            )

    @api.model
    def _first(self, phase):
        """The first stage of a phase; UserError when the configuration has none."""
        stage = self.browse(self._first_id(phase) or [])
        if not stage:
            raise UserError(
                self.env._(
                    "No complaint stage has the phase “%s”: add one in the "
                    "configuration.",
                    dict(self._fields["phase"]._description_selection(self.env))[phase],
                )
            )
        return stage

    @api.model
    @tools.ormcache("phase")
    def _first_id(self, phase):
        return self._cached_search([("phase", "=", phase)])[:1].id

    def _check_next(self, stage):
        """Raises UserError unless a complaint may move from here to `stage`."""
        self.ensure_one()
        if self.next_stage_ids and stage not in self.next_stage_ids:
            raise UserError(
                self.env._(
                    "A complaint in “%(stage)s” moves to %(allowed)s, not to "
                    "“%(wanted)s”.",
                    stage=self.name,
                    allowed=", ".join(self.next_stage_ids.mapped("name")),
                    wanted=stage.name,
                )
            )

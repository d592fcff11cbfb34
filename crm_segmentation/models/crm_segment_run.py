# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

_logger = logging.getLogger(__name__)


class CrmSegmentRun(models.Model):
    """A step for one customer: waiting, done, left out or failed, with the reason.

    The row and what it does are committed together, so nothing is done twice; one that
    fails leaves the others alone.
    """

    _name = "crm.segment.run"
    _description = "Step for a Customer"
    _order = "id desc"
    _rec_name = "customer_id"
    _log_access = False

    membership_id = fields.Many2one(
        comodel_name="crm.segment.membership",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    step_id = fields.Many2one(
        comodel_name="crm.segment.step",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    moment = fields.Selection(
        selection=[("entry", "On Entry"), ("exit", "On Exit")],
        string="When",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("skipped", "Left Out"),
            ("failed", "Failed"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    date = fields.Date(string="Moved on", required=True, readonly=True)
    date_done = fields.Datetime(string="Done on", readonly=True)
    note = fields.Char(readonly=True, help="Why it failed or was left out.")

    _membership_step_unique = models.Constraint(
        "UNIQUE (membership_id, step_id)", "The step is noted for this entry already."
    )
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    def action_retry(self):
        """Button: failed steps wait again."""
        if not self.env.user.has_group(
            "crm_segmentation.crm_segmentation_group_analyst"
        ):
            raise AccessError(
                self.env._("Failed steps are tried again by analysts: ask one.")
            )
        self.check_access("read")
        failed = self.filtered(lambda run: run.state == "failed").sudo()
        failed.write({"state": "waiting", "note": False})
        if failed:
            self._wake()

    @api.model
    def _wake(self):
        self.env.ref("crm_segmentation.crm_segment_run_cron").sudo()._trigger()

    def _run(self):
        """Does one step in a savepoint, and notes how it went."""
        self.ensure_one()
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                note = self._perform()
            values = {"state": "skipped" if note else "done", "note": note}
        except OperationalError:
            # the row is in use or the transaction is too old: the whole batch again
            raise
        except Exception as error:  # noqa: BLE001 one failure must not stop the others
            self.env.invalidate_all()
            _logger.warning("Step %s of segments failed: %s", self.id, error)
            values = {"state": "failed", "note": str(error)[:500]}
        self.write({**values, "date_done": fields.Datetime.now()})

    def _perform(self):
        customer = self.customer_id.with_company(self.company_id)
        if self.moment == "entry" and self.membership_id.date_to:
            return self.env._("The customer left before.")
        if not customer.active and self.moment == "entry":
            return self.env._("The customer is archived.")
        return self.step_id.with_company(self.company_id)._perform(customer)

    @api.model
    def _cron_run(self, batch=100):
        """Does what waits, oldest first; each batch is committed with its result."""
        cron = self.env["ir.cron"]
        waiting = [("state", "=", "waiting")]
        queue = self.sudo()
        cron._commit_progress(remaining=queue.search_count(waiting))
        while runs := queue.search(waiting, order="id", limit=batch):
            locked = runs.try_lock_for_update()
            for run in locked.sorted("id"):
                run._run()
            if not locked or not cron._commit_progress(len(locked)):
                break

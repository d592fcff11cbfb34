# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date


class CrmDunningRun(models.Model):
    """One evening's reminders of a company.

    Preparing writes a notice for each customer in one transaction; delivering is done
    in small ones. Killed anywhere, the next call goes on where this one stopped.
    """

    _name = "crm.dunning.run"
    _description = "Dunning Run"
    _inherit = ["crm.dunning.engine.mixin", "crm.guarded.mixin"]
    _order = "date desc, id desc"
    _rec_name = "date"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Started by", readonly=True)
    state = fields.Selection(
        selection=[
            ("running", "Going Out"),
            ("done", "Done"),
            ("holiday", "No Working Day"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="running",
    )
    notice_ids = fields.One2many("crm.dunning.notice", "run_id", readonly=True)
    notice_count = fields.Integer(
        string="Reminders", compute="_compute_notice_count", compute_sudo=True
    )
    failed_count = fields.Integer(
        string="Not Sent", compute="_compute_notice_count", compute_sudo=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        string="Asked for", compute="_compute_notice_count", compute_sudo=True
    )

    _once_a_day = models.UniqueIndex(
        "(company_id, date)", "There was a dunning run of this company on that day."
    )

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "Reminders of %s", format_date(self.env, run.date)
            )

    def _compute_notice_count(self):
        groups = self.env["crm.dunning.notice"]._read_group(
            [("run_id", "in", self.ids)],
            ["run_id", "state"],
            ["__count", "amount:sum"],
        )
        for run in self:
            mine = [row for row in groups if row[0] == run]
            run.notice_count = sum(row[2] for row in mine)
            run.failed_count = sum(row[2] for row in mine if row[1] == "failed")
            run.amount = sum(row[3] for row in mine)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("Dunning runs are a history, never deleted."))

    def action_view_notices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_dunning_notice_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _start(self, company, today=None):
        """Prepares the reminders of a day by hand; they go out within a minute."""
        self.env["crm.customer"]._check_collector()
        if company not in self.env.user.company_ids:
            raise UserError(
                self.env._("%s is none of your companies.", company.display_name)
            )
        run = self.sudo()._prepare(company, today)
        self.env.ref("crm_contracts.crm_dunning_run_cron").sudo()._trigger()
        return run.sudo(False)

    @api.model
    def _prepare(self, company, today=None):
        """The run of a day with its notices; what exists already is left alone."""
        today = today or self.env["crm.customer"]._today(company)
        run = self._open_run(company, today)
        if run.state == "holiday":
            return run
        self.env["crm.collection.dispute"]._expire(company, today)
        self.env["crm.collection.promise"]._judge(company, today=today)
        policies = self.env["crm.dunning.policy"]._policies_of_company(company)
        known = run.notice_ids.customer_id
        values = [
            run._prepare_notice_values(decision)
            for decision in self._decisions(company, today, policies)
            if decision.outcome == "send" and decision.customer not in known
        ]
        if values:
            self.env["crm.dunning.notice"].create(values)
            run.state = "running"
        return run

    @api.model
    def _open_run(self, company, today):
        """The run of the day under a row lock: two at once, one waits for the other."""
        run = self.search([("company_id", "=", company.id), ("date", "=", today)])
        if run:
            run.lock_for_update()
            return run
        works = self._is_working_day(company, today)
        return self.create(
            {
                "company_id": company.id,
                "date": today,
                "user_id": self.env.uid,
                "state": "running" if works else "holiday",
            }
        )

    def _prepare_notice_values(self, decision):
        customer, step = decision.customer, decision.step
        rows = [
            {**row, "step_days": row["step_days"] if row["is_step"] else 0}
            for row in decision.rows
        ]
        collector = customer.collection_user_id or decision.policy.user_id
        return {
            "run_id": self.id,
            "customer_id": customer.id,
            "user_id": (collector or customer.user_id).id,
            "date": self.date,
            "origin": "run",
            "channel": step.channel,
            "policy_id": decision.policy.id,
            "step_id": step.id,
            "summary": f"{step.name}: {customer.partner_id.name}",
            "text": self._prepare_text(decision),
            "amount": decision.amount,
            "line_ids": [Command.create(row) for row in rows],
        }

    def _prepare_text(self, decision):
        """The text of the step, and which disputed amounts are not asked for."""
        lang = decision.customer.partner_id.lang
        text = decision.step.with_context(lang=lang).text or ""
        amounts = ", ".join(
            f"{move.name}: {move.with_context(lang=lang).currency_id.format(amount)}"
            for move, amount in decision.disputed
        )
        if not amounts:
            return text
        told = self.with_context(lang=lang).env._(
            "Not asked for, because you dispute it: %s", amounts
        )
        return f"{text}\n\n{told}"

    def _finish(self):
        """Marks runs whose reminders all went out."""
        open_runs = self.env["crm.dunning.notice"]._read_group(
            [("run_id", "in", self.ids), ("state", "=", "prepared")], ["run_id"]
        )
        waiting = self.browse(run.id for (run,) in open_runs)
        (self - waiting).filtered(lambda r: r.state == "running").state = "done"

    @api.model
    def _cron_dunning(self, today=None, batch=20):
        """Prepares the day's reminders of each company, then sends what is prepared."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search(
            [("collection_dunning_on", "=", True)]
        )
        for company in companies:
            with company._on_its_own("Dunning"):
                self.with_company(company)._prepare(company, today)
            cron._commit_progress()
        waiting = [("state", "=", "prepared"), ("origin", "=", "run")]
        notices = self.env["crm.dunning.notice"]
        cron._commit_progress(remaining=notices.search_count(waiting))
        last = 0
        while some := notices.search(
            [*waiting, ("id", ">", last)], order="id", limit=batch
        ):
            last = some[-1].id
            some._deliver()
            if not cron._commit_progress(len(some)):
                return
        self.search([("state", "=", "running")])._finish()

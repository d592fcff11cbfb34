# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

_logger = logging.getLogger(__name__)

MANAGERS = "crm_contracts.crm_contracts_group_manager"


class CrmDunningNotice(models.Model):
    """One contact with a customer about money: a reminder of a run, or a call.

    A run writes the row first and delivers it in a transaction of its own, so that a
    run that was killed neither repeats nor forgets one. How a channel delivers is a
    method `_deliver_<channel>` that returns the state.
    """

    _name = "crm.dunning.notice"
    _description = "Reminder"
    _inherit = ["crm.collection.entry.mixin"]
    _order = "date desc, id desc"
    _rec_name = "summary"
    _check_company_auto = True

    run_id = fields.Many2one(
        comodel_name="crm.dunning.run",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Collector",
        readonly=True,
        help="Who called, or who answers for the reminder.",
    )
    date = fields.Date(required=True, readonly=True)
    origin = fields.Selection(
        selection=[
            ("run", "Dunning Run"),
            ("person", "Person"),
            ("import", "Another Add-on"),
        ],
        required=True,
        readonly=True,
    )
    import_ref = fields.Char(
        string="Imported from",
        readonly=True,
        copy=False,
        help="Table and number of the reminder in the add-on that it came from.",
    )
    channel = fields.Selection(
        selection=lambda self: (
            self.env["crm.dunning.step"]
            ._fields["channel"]
            ._description_selection(self.env)
        ),
        required=True,
        readonly=True,
    )
    policy_id = fields.Many2one(
        comodel_name="crm.dunning.policy", readonly=True, ondelete="set null"
    )
    step_id = fields.Many2one(
        comodel_name="crm.dunning.step", readonly=True, ondelete="set null", index=True
    )
    summary = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount = fields.Monetary(string="Asked for", readonly=True)
    line_ids = fields.One2many("crm.dunning.notice.line", "notice_id", readonly=True)
    state = fields.Selection(
        selection=[
            ("prepared", "Prepared"),
            ("sent", "Sent"),
            ("task", "Task Given"),
            ("to_post", "To Be Posted"),
            ("posted", "Posted"),
            ("done", "Done"),
            ("failed", "Could not Be Sent"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="prepared",
        index=True,
    )
    outcome = fields.Selection(
        selection=[
            ("promise", "Promised to pay"),
            ("dispute", "Disputes an invoice"),
            ("refused", "Will not pay"),
            ("absent", "Nobody reached"),
            ("other", "Something else"),
        ],
        readonly=True,
    )
    note = fields.Text(readonly=True)

    _once_a_day = models.UniqueIndex(
        "(customer_id, date) WHERE origin = 'run'",
        "A customer is reminded once a day only.",
    )

    _import_once = models.UniqueIndex(
        "(import_ref) WHERE import_ref IS NOT NULL",
        "This reminder was imported before.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(
            self.env._("Reminders and calls are a history: they are never deleted.")
        )

    def action_posted(self):
        """The letters went out."""
        self.env["crm.customer"]._check_collector()
        self.check_access("read")
        self.filtered(lambda n: n.state == "to_post").sudo().state = "posted"

    def action_print(self):
        report = self.env.ref("crm_contracts.crm_dunning_notice_report")
        return report.report_action(self)

    def _deliver(self):
        """Sends what is prepared, each under a lock, in the caller's transaction."""
        for notice in self.sudo().try_lock_for_update():
            if notice.state == "prepared":
                notice = notice.with_context(lang=notice._partner().lang)
                notice.state = notice._deliver_safely()
                notice.customer_id._message_log(body=notice._log_words())

    def _deliver_safely(self):
        """A fault of one reminder keeps no other from going out."""
        try:
            with self.env.cr.savepoint():
                return getattr(self, f"_deliver_{self.channel}")()
        except Exception:
            _logger.exception("Reminder %s could not be delivered", self.id)
            return "failed"

    def _deliver_mail(self):
        template = self.step_id.mail_template_id
        partner = self._partner()
        if not template or not partner.email:
            self._give_task(
                self.env._("Remind %s: there is no mail address", partner.display_name)
            )
            return "failed"
        values = {}
        if self.step_id.with_letter:
            values = {"attachment_ids": [Command.link(self._make_letter().id)]}
        template.send_mail(self.id, email_values=values)
        return "sent"

    def _deliver_activity(self):
        self._give_task(self.summary)
        return "task"

    def _deliver_call(self):
        self._give_task(self.env._("Call: %s", self.summary), call=True)
        return "task"

    def _deliver_letter(self):
        self._give_task(self.env._("Print and post: %s", self.summary))
        return "to_post"

    def _deliver_legal(self):
        """The contract managers decide; the letter is ready."""
        managers = self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(MANAGERS).ids),
                ("company_ids", "in", self.company_id.ids),
                ("id", "!=", self.env.ref("base.user_root").id),
            ],
            order="id",
            limit=1,
        )
        self._give_task(self.env._("Legal action: %s", self.summary), user=managers)
        return "to_post"

    def _make_letter(self):
        report = self.env["ir.actions.report"]
        pdf, _kind = report._render_qweb_pdf(
            "crm_contracts.crm_dunning_notice_report", self.ids
        )
        return self.env["ir.attachment"].create(
            {
                "name": f"{self.summary}.pdf",
                "raw": pdf,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )

    def _give_task(self, summary, user=None, call=False):
        """An activity on the customer; without any collector the owner gets it."""
        kind = "call" if call else "todo"
        user = user or self.user_id or self.customer_id.user_id
        if user:
            self.customer_id.activity_schedule(
                f"mail.mail_activity_data_{kind}",
                date_deadline=self.date,
                summary=summary,
                user_id=user.id,
            )

    def _partner(self):
        """Who the reminder goes to: the address for invoices."""
        partner = self.customer_id.partner_id
        found = partner.address_get(["invoice"])["invoice"]
        return self.env["res.partner"].browse(found) or partner

    def _log_words(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "Reminder “%(step)s” over %(amount)s: %(state)s",
            step=self.summary,
            amount=self.currency_id.format(self.amount),
            state=labels[self.state],
        )

    def _portal_url(self):
        return f"{self.company_id.get_base_url()}/my/dues"

    def _totals(self):
        """[(currency, amount)] of the items, for mail and letter."""
        return [
            (currency, sum(lines.mapped("amount")))
            for currency, lines in self.line_ids.grouped("currency_id").items()
        ]

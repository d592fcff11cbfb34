# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from . import crm_contract_import_queries as queries


class CrmReminderImportEngine(models.AbstractModel):
    """Credit control lines that were sent, as entries in the customer's history.

    The entry bears the day of the reminder, and the number of the line as its message
    number, by which a second import knows it.
    """

    _name = "crm.reminder.import.engine"
    _description = "Import of Reminders"
    _inherit = ["crm.import.engine.mixin"]

    _import_table = "credit_control_line"

    @api.model
    def _ref_of(self, row):
        return f"<{self._import_table}-{row['id']}@import>"

    @api.model
    def _known(self, refs):
        messages = self.env["mail.message"].search(
            [("model", "=", "crm.customer"), ("message_id", "in", refs)]
        )
        return set(messages.mapped("message_id"))

    @api.model
    def _with_context_of(self, rows):
        """Rows with the names of their level and policy."""
        levels = self._names("credit_control_policy_level")
        policies = self._names("credit_control_policy")
        return [
            {
                **row,
                "name": levels.get(row["level_id"]) or self._level_words(row),
                "number": policies.get(row["policy_id"]),
            }
            for row in rows
        ]

    @api.model
    def _names(self, table):
        if "name" not in self._columns(table):
            return {}
        rows = self.env.execute_query(queries.names_of(table))
        return {row_id: self._text(name) for row_id, name in rows}

    @api.model
    def _level_words(self, row):
        return self.env._("Level %s", row["level"]) if row["level"] else ""

    @api.model
    def _prepare(self, row, options, today):
        """The partner that was reminded and the invoice, if it still is there."""
        if row["state"] != "sent":
            raise UserError(
                self.env._(
                    "It was not sent (%s): only what the customer received is history.",
                    row["state"] or "-",
                )
            )
        partner = self._partner_of(row)
        move = self._linked("account.move", row["invoice_id"])
        return {"partner": partner, "move": move}

    @api.model
    def _make(self, row, values, options, today):
        company = options.company_id
        customer = self.env["crm.customer"]._ensure_accounts(values["partner"], company)
        self.env["mail.message"].create(
            {
                "model": customer._name,
                "res_id": customer.id,
                "message_id": self._ref_of(row),
                "message_type": "notification",
                "subtype_id": self.env.ref("mail.mt_note").id,
                "author_id": self.env.user.partner_id.id,
                "date": fields.Datetime.to_datetime(row["date"] or today),
                "body": self._words(row, values["move"], company),
            }
        )

    @api.model
    def _words(self, row, move, company):
        currency = self._linked("res.currency", row["currency_id"])
        currency = currency or company.currency_id
        due = row["date_due"]
        words = self.env._(
            "Reminder “%(level)s” by %(channel)s: %(amount)s of %(invoice)s, due on "
            "%(due)s.",
            level=Markup.escape(self._title(row)),
            channel=self._channel_words(row["channel"]),
            amount=currency.format(float(row["amount"] or 0)),
            invoice=move._get_html_link() if move else self.env._("a former invoice"),
            due=format_date(self.env, due) if due else "-",
        )
        return Markup("<p>%s</p>") % words

    @api.model
    def _channel_words(self, channel):
        return {
            "email": self.env._("mail"),
            "letter": self.env._("letter"),
            "phone": self.env._("telephone"),
        }.get(channel, channel or "-")

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from . import crm_contract_import_queries as queries

CHANNELS = {"email": "mail", "letter": "letter", "phone": "call"}


class CrmReminderImportEngine(models.AbstractModel):
    """Credit control lines that were sent, as reminders of their day.

    The level they had is the step of the customer's policy that stands at its place, so
    that the next dunning run goes on where the other add-on stopped.
    """

    _name = "crm.reminder.import.engine"
    _description = "Import of Reminders"
    _inherit = ["crm.import.engine.mixin"]

    _import_table = "credit_control_line"

    @api.model
    def _known(self, refs):
        notices = self.env["crm.dunning.notice"].search([("import_ref", "in", refs)])
        return set(notices.mapped("import_ref"))

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
        step = self._step_of(row, customer)
        line = self._line_values(row, values["move"], options, today)
        self.env["crm.dunning.notice"].create(
            {
                **self._notice_values(row, line, options, today),
                "customer_id": customer.id,
                "policy_id": step.policy_id.id,
                "step_id": step.id,
                "summary": f"{self._title(row)}: {customer.partner_id.name}",
                "line_ids": [
                    Command.create(
                        {
                            **line,
                            "step_id": step.id,
                            "step_days": step.days if step else -9999,
                            "is_step": bool(step),
                        }
                    )
                ],
            }
        )

    @api.model
    def _notice_values(self, row, line, options, today):
        """Day, channel and amount, in the company's currency."""
        company, day = options.company_id, row["date"] or today
        currency = self.env["res.currency"].browse(line["currency_id"])
        return {
            "import_ref": self._ref_of(row),
            "date": day,
            "origin": "import",
            "channel": CHANNELS.get(row["channel"], "activity"),
            "state": "done" if row["channel"] == "phone" else "sent",
            "amount": currency._convert(
                line["amount"], company.currency_id, company, day
            ),
        }

    @api.model
    def _line_values(self, row, move, options, today):
        """What the reminder asked for; the invoice if it still is there."""
        items = move.line_ids.filtered(
            lambda item: item.account_type == "asset_receivable"
        ).sorted("date_maturity")
        due, day = row["date_due"], row["date"] or today
        same = items.filtered(lambda item: item.date_maturity == due)
        currency = self._linked("res.currency", row["currency_id"])
        return {
            "move_line_id": (same or items)[:1].id,
            "name": move.name or self.env._("A former invoice"),
            "date_due": due,
            "days_overdue": max((day - due).days, 0) if due else 0,
            "currency_id": (currency or options.company_id.currency_id).id,
            "amount": float(row["amount"] or 0),
        }

    @api.model
    def _step_of(self, row, customer):
        """The step at the place of the level in the customer's policy, or none."""
        policies = self.env["crm.dunning.policy"]
        mine = policies._policies_of_company(customer.company_id)._assign(customer)
        policy = mine.get(customer.id, policies)
        steps = policy.step_ids.filtered(lambda s: s.days > 0).sorted("days")
        level = row["level"] or 0
        return steps[min(level, len(steps)) - 1] if steps and level > 0 else steps[:0]

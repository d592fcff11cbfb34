# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import NamedTuple

from pytz import utc

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_collection_rules import Cut, Owed, net, next_step


class Decision(NamedTuple):
    """What a run does about one customer, and why.

    outcome: a value of crm.dunning.simulation.line.outcome; amount: asked for, in the
    company's currency; rows: values of the lines of the notice; disputed: pairs of an
    invoice that is due and the amount that is not asked for
    """

    customer: models.BaseModel
    outcome: str
    policy: models.BaseModel
    step: models.BaseModel
    amount: float = 0.0
    rows: tuple = ()
    disputed: tuple = ()


class Sheet(NamedTuple):
    """What the engine read about a batch of customers, by their id."""

    items: dict
    disputes: dict
    promises: dict
    steps: dict
    contacts: dict
    policies: dict


class CrmDunningEngineMixin(models.AbstractModel):
    """Decides who is reminded of what on a day; writes nothing.

    Per customer: credit notes and payments on account are netted, disputed amounts and
    running promises left out; the item with the highest step leads, and everything due
    goes into the one reminder. The number of queries does not depend on the customers.
    """

    _name = "crm.dunning.engine.mixin"
    _description = "Dunning Engine"

    @api.model
    def _is_working_day(self, company, day):
        calendar = company.resource_calendar_id
        if not calendar:
            return True
        start = utc.localize(datetime.combine(day, time.min))
        end = utc.localize(datetime.combine(day, time.max))
        unusual = calendar._get_unusual_days(start, end, company)
        return not unusual.get(fields.Date.to_string(day))

    @api.model
    def _decisions(self, company, today, policies, batch=1000):
        """Yields a Decision for each customer with something due or soon due."""
        ahead = min([0, *policies.step_ids.mapped("days")])
        groups = self.env["crm.collection.item"]._read_group(
            Domain("company_id", "=", company.id)
            & Domain("amount", ">", 0)
            & Domain("date_due", "<=", today - timedelta(days=ahead)),
            ["customer_id"],
            order="customer_id",
        )
        customers = self.env["crm.customer"].browse(c.id for (c,) in groups)
        for start in range(0, len(customers), batch):
            some = customers[start : start + batch]
            sheet = self._read_sheet(some, today, policies)
            for customer in some:
                yield self._decide(customer, sheet, today)

    @api.model
    def _read_sheet(self, customers, today, policies):
        items = self.env["crm.collection.item"].search(
            [("customer_id", "in", customers.ids)]
        )
        notices = self.env["crm.dunning.notice"]._read_group(
            Domain("customer_id", "in", customers.ids)
            & (Domain("outcome", "=", False) | Domain("outcome", "!=", "absent")),
            ["customer_id"],
            ["date:max"],
        )
        return Sheet(
            items=items.grouped("customer_id"),
            disputes=items.move_id._disputed_amounts(),
            promises=self._read_promises(customers, today),
            steps=self._read_steps(items),
            contacts={customer.id: day for customer, day in notices},
            policies=policies._assign(customers),
        )

    @api.model
    def _read_promises(self, customers, today):
        promises = self.env["crm.collection.promise"].search(
            [
                ("customer_id", "in", customers.ids),
                ("state", "=", "open"),
                ("date_until", ">=", today),
            ],
            order="date, id",
        )
        return promises.grouped("customer_id")

    @api.model
    def _read_steps(self, items):
        """{key of an item: days of the last step it had}."""
        steps = {}
        lines = self.env["crm.dunning.notice.line"]
        for kind, field, ids in (
            ("item", "move_line_id", items.move_line_id.ids),
            ("instalment", "instalment_id", items.instalment_id.ids),
        ):
            groups = lines._read_group(
                [(field, "in", ids), ("is_step", "=", True)],
                [field],
                ["step_days:max"],
            )
            steps.update({(kind, record.id): days for record, days in groups})
        return steps

    @api.model
    def _decide(self, customer, sheet, today):
        policy = sheet.policies.get(customer.id)
        no_step = self.env["crm.dunning.step"]
        if not policy:
            nobody = self.env["crm.dunning.policy"]
            return Decision(customer, "no_policy", nobody, no_step)
        hold = customer.collection_hold_until
        if hold and hold >= today:
            return Decision(customer, "hold", policy, no_step)
        left, reason = self._left_to_ask(customer, sheet, policy, today)
        if reason:
            return Decision(customer, reason, policy, no_step)
        asked = self._asked_rows(customer, sheet, policy, left, today)
        step = policy._step_at(max(row["step_days"] for row in asked)) if asked else 0
        amount = sum(row.pop("company_amount") for row in asked)
        outcome = self._outcome(customer, sheet, policy, (step, amount), today)
        rows = tuple(asked) if outcome == "send" else ()
        left_out = self._left_out(sheet.items[customer], sheet, today) if rows else ()
        return Decision(
            customer, outcome, policy, step or no_step, amount, rows, left_out
        )

    @api.model
    def _left_out(self, items, sheet, today):
        """((invoice that is due, disputed amount), ...): the reminder names them."""
        due = items.filtered(lambda item: item.amount > 0 and item.date_due <= today)
        amounts = sheet.disputes
        return tuple((m, amounts[m.id]) for m in due.move_id if amounts.get(m.id))

    @api.model
    def _outcome(self, customer, sheet, policy, found, today):
        step, amount = found
        if not step:
            return "not_yet"
        if policy.amount_min and amount < policy.amount_min:
            return "small"
        contact = sheet.contacts.get(customer.id)
        if contact and (today - contact).days < policy.quiet_days:
            return "quiet"
        return "send"

    @api.model
    def _left_to_ask(self, customer, sheet, policy, today):
        """({key: (amount, company amount)}, why nothing is left or None)."""
        items = sheet.items.get(customer, self.env["crm.collection.item"])
        owed, credits = self._split_items(items, policy)
        disputes = self._dispute_cuts(items, sheet.disputes)
        promises = [promise._as_cut() for promise in sheet.promises.get(customer, ())]
        due = {item.key for item in owed if item.due <= today}
        for reason, cuts in (
            ("netted", credits),
            ("disputed", credits + disputes),
            ("promised", credits + disputes + promises),
        ):
            left = net(owed, cuts)
            if due and not any(left[key][0] > 0.005 for key in due):
                return left, reason
        return left, None

    @api.model
    def _split_items(self, items, policy):
        owed, credits = [], []
        for item in items:
            if item.amount < 0:
                credits.append(
                    Cut(
                        item.currency_id.id,
                        -item.amount,
                        -item.company_amount,
                        tuple(item.reversed_move_id.ids),
                    )
                )
            elif item.kind != "instalment" or policy.with_instalments:
                owed.append(
                    Owed(
                        item._key(),
                        item.date_due,
                        item.currency_id.id,
                        item.amount,
                        item.company_amount,
                        item.move_id.id,
                    )
                )
        return owed, credits

    @api.model
    def _dispute_cuts(self, items, disputes):
        cuts = []
        for move in items.move_id:
            amount = disputes.get(move.id, 0.0)
            if amount:
                rate = abs(move.amount_total_signed / (move.amount_total or 1.0))
                cuts.append(
                    Cut(move.currency_id.id, amount, amount * rate, (move.id,), False)
                )
        return cuts

    @api.model
    def _asked_rows(self, customer, sheet, policy, left, today):
        """Lines of the reminder: what is due, and what reached a step; [] without one.

        The lines with a step are marked; the highest one leads.
        """
        days = policy.step_ids.mapped("days")
        rows = defaultdict(list)
        for item in sheet.items[customer]:
            key = item._key()
            amount, company_amount = left.get(key, (0.0, 0.0))
            if item.currency_id.compare_amounts(amount, 0.0) <= 0:
                continue
            overdue = (today - item.date_due).days
            step = next_step(days, sheet.steps.get(key), overdue)
            if step is None and overdue < 0:
                continue
            values = self._prepare_row(item, policy, step, overdue)
            values |= {"amount": amount, "company_amount": company_amount}
            rows[step is not None].append(values)
        return rows[True] + rows[False] if rows[True] else []

    @api.model
    def _prepare_row(self, item, policy, step, overdue):
        taken = step is not None
        return {
            "move_line_id": item.move_line_id.id,
            "instalment_id": item.instalment_id.id,
            "name": item.name,
            "date_due": item.date_due,
            "days_overdue": max(overdue, 0),
            "currency_id": item.currency_id.id,
            "step_id": policy._step_at(step).id if taken else False,
            "step_days": step if taken else -9999,
            "is_step": taken,
        }

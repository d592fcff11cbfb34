# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same payment matched with its invoice with the suite and without it."""

from odoo import Command

from .measure import once

PAYMENTS = 15


def alternately(env, stock):
    """Return the least (seconds, most queries) of both; they take turns.

    With the suite the invoice asks for an instalment of a contract, which the matching
    pays.
    """
    accounts = [account_of(env), account_of(stock)]
    pairs = [
        (items(env, accounts[0], contract(env)), items(stock, accounts[1], None))
        for _ in range(PAYMENTS)
    ]
    times = [(match(ours), match(theirs)) for ours, theirs in pairs][1:]
    return tuple(
        (min(one[0] for one in side), max(one[1] for one in side))
        for side in zip(*times, strict=True)
    )


def match(lines):
    return once(lines.env, lines.reconcile)


def account_of(env):
    return env["account.account"].search([("account_type", "=", "income")], limit=1)


def partner_of(env):
    return env["res.partner"].search([("name", "like", "Bench Trading")], limit=1)


def contract(env):
    """A contract in force with the instalment that an invoice of 100 asks for."""
    account = env["crm.customer"]._ensure_accounts(partner_of(env), env.company)
    record = env["crm.contract"].create(
        {
            "subject": "Bench",
            "customer_id": account.id,
            "instalment_ids": [Command.create({"name": "All", "amount": 100.0})],
        }
    )
    record.sudo().write({"state": "effective", "date_signed": "2026-01-01"})
    record._refresh_collection()
    return record


def items(env, account, owner):
    """The receivable items of a posted invoice and of its payment."""
    line = {"name": "Coal", "price_unit": 100.0, "account_id": account.id}
    line["tax_ids"] = [Command.clear()]
    values = {"move_type": "out_invoice", "partner_id": partner_of(env).id}
    if owner:
        values["crm_contract_id"] = owner.id
        line["crm_contract_instalment_id"] = owner.instalment_ids.id
    invoice = env["account.move"].create(
        {**values, "invoice_line_ids": [Command.create(line)]}
    )
    invoice.action_post()
    payment = env["account.payment"].create(
        {
            "partner_id": partner_of(env).id,
            "amount": 100.0,
            "payment_type": "inbound",
            "partner_type": "customer",
        }
    )
    payment.with_context(force_payment_move=True).action_post()
    lines = (invoice | payment.move_id).line_ids
    return lines.filtered(lambda i: i.account_type == "asset_receivable")

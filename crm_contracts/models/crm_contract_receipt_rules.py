# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a contract has received, without the ORM: rows of the ledger in, rows out.

The rows are those of `crm_contract_receipt_queries.collection`.
"""

from datetime import date
from typing import NamedTuple

from .crm_contract_rules import Receipt, distribute, due_date, instalment_state

DOCUMENTS = frozenset({"out_refund", "out_invoice", "in_refund", "in_invoice"})
MOVES_TOLD = frozenset({"paid", "overdue", "unpaid"})


class Difference(NamedTuple):
    """What is stored of a contract and should not be, or the other way round.

    fresh: rows of receipts to store; obsolete: ids of receipts to forget
    moved: pairs (stored row, row as it should be) of instalments
    sums: row of the contract, or None when they are right
    """

    fresh: list
    obsolete: list
    moved: list
    sums: dict | None


def difference(contract, rows, digits, today):
    """How what is stored of a contract differs from what it should have.

    rows: of the ledger, with amounts in the contract's currency
    digits: (decimals of the contract's currency, decimals of the company's)
    today: day against which instalments are overdue
    """
    wanted = receipts_of(contract, rows, digits)
    fresh, obsolete = compare_receipts(contract, wanted, digits)
    plan = settled_plan(contract, wanted, digits[0], today)
    sums = {
        name: round(value, digits[0]) if name.startswith("amount") else value or None
        for name, value in sums_of(plan).items()
    }
    sums["has_overdue"] = bool(sums["has_overdue"])
    moved = moved_lines(contract, plan, digits[0])
    wrong = sums_differ(contract, sums, digits[0])
    head = {"id": contract["id"], **sums} if wrong else None
    return Difference(fresh, obsolete, moved, head)


def money_of(amount, opening, receipts, digits):
    """(received, still to pay, day it was complete or False) of an instalment.

    receipts: [(amount, day)]

    >>> from datetime import date
    >>> money_of(80.0, 0.0, [(30.0, date(2026, 3, 1)), (50.0, date(2026, 4, 1))], 2)
    (80.0, 0.0, datetime.date(2026, 4, 1))
    >>> money_of(80.0, 20.0, [(30.0, date(2026, 3, 1))], 2)
    (50.0, 30.0, False)
    """
    paid = round(opening + sum(part for part, _day in receipts), digits)
    rest = max(round(amount - paid, digits), 0.0)
    days = [day for _part, day in receipts if day] if not rest else ()
    return paid, rest, max(days, default=False)


def sums_of(plan):
    """Sums of a contract over its instalments, records or rows alike."""
    late = [line for line in plan if line["state"] == "overdue"]
    asked = [line for line in plan if line["state"] in ("due", "partial", "overdue")]
    return {
        "amount_received": sum(line["amount_paid"] for line in plan),
        "amount_open": sum(
            line["amount_open"] for line in plan if line["state"] != "void"
        ),
        "amount_overdue": sum(line["amount_open"] for line in late),
        "has_overdue": bool(late),
        "date_next_due": min(
            (line["date_due"] for line in asked if line["date_due"]), default=False
        ),
    }


def ledger_rows(contract):
    """What the ledger has for a contract, oldest first, signed for its direction.

    A credit note matched with an invoice of the same contract settles the invoice: its
    own side is left out. Without an amount in the item's currency a matching is an
    exchange difference.
    """
    sign = -1 if contract["contract_type"] == "purchase" else 1
    for row in contract["matchings"] or ():
        amount, company_amount = sign * row["amount"], sign * row["company_amount"]
        own_side = row["other_contract_id"] == contract["id"]
        if own_side and max(amount, company_amount) <= 0:
            continue
        kind = _kind(row)
        yield {**row, "amount": amount, "company_amount": company_amount, "kind": kind}
    yield from contract["advances"] or ()


def _kind(row):
    if not row["amount"]:
        return "exchange"
    if row["other_type"] in DOCUMENTS:
        return "credit_note"
    return "payment" if row["is_payment"] else "entry"


def receipts_of(contract, rows, digits):
    """{(partial, item, instalment): row of a receipt} that the plan should have."""
    place = {line["id"]: number for number, line in enumerate(_plan(contract))}
    plan = [
        (line["id"], line["amount"] - (line["opening_amount"] or 0))
        for line in sorted(_plan(contract), key=lambda p: bool(p["is_retention"]))
    ]
    links = {}
    for link in contract["links"] or ():
        if link["instalment_id"] in place:
            pair = (link["instalment_id"], link["amount"])
            links.setdefault(link["move_id"], []).append(pair)
    for pairs in links.values():
        pairs.sort(key=lambda pair: place[pair[0]])
    sources = {(row["partial_id"], row["line_id"]): row for row in rows}
    receipts = [
        Receipt(
            key,
            row["move_id"],
            row["amount"],
            row["company_amount"],
            row.get("retention_id"),
        )
        for key, row in sources.items()
    ]
    return {
        key: _receipt_row(contract, key, amounts, sources[key[:2]])
        for key, amounts in distribute(receipts, links, plan, digits).items()
    }


def _receipt_row(contract, key, amounts, source):
    return {
        "contract_id": contract["id"],
        "company_id": contract["company_id"],
        "partial_id": key[0] or None,
        "move_line_id": key[1],
        "instalment_id": key[2],
        "amount": amounts[0],
        "company_amount": amounts[1],
        "date": source["date"],
        "kind": source["kind"],
        "reference": source["reference"],
        "invoice_reference": source["invoice_reference"],
    }


def compare_receipts(contract, wanted, digits):
    """(rows to store, ids to forget) so that what is counted is what is wanted."""
    fresh, obsolete = dict(wanted), []
    for row in contract["receipts"] or ():
        key = (row["partial_id"] or 0, row["move_line_id"], row["instalment_id"])
        same = key in fresh and not (
            round(fresh[key]["amount"] - (row["amount"] or 0), digits[0])
            or round(
                fresh[key]["company_amount"] - (row["company_amount"] or 0), digits[1]
            )
        )
        if same:
            del fresh[key]
        else:
            obsolete.append(row["id"])
    return list(fresh.values()), obsolete


def settled_plan(contract, wanted, digits, today):
    """Rows of the instalments as they should be with these receipts on a day."""
    received, plan, paid_before = {}, [], False
    for row in wanted.values():
        receipt = (row["amount"], day_of(row["date"]))
        received.setdefault(row["instalment_id"], []).append(receipt)
    for line in _plan(contract):
        paid, rest, paid_on = money_of(
            line["amount"],
            line["opening_amount"] or 0.0,
            received.get(line["id"], ()),
            digits,
        )
        due = day_of(line["date_due"])
        if line["trigger"] == "payment":
            after = due_date(paid_before, line["days"] or 0)
            due = day_of(line["date_released"]) or after
        state = instalment_state(
            contract["state"], (round(line["amount"], digits), paid), due, today
        )
        paid_before = paid_on
        plan.append(
            {
                "id": line["id"],
                "amount_paid": paid,
                "amount_open": rest,
                "date_paid": paid_on or None,
                "date_due": due or None,
                "state": state,
            }
        )
    return plan


def moved_lines(contract, plan, digits):
    """Pairs (stored row, row as it should be) of the instalments that differ."""
    return [
        (old, new)
        for old, new in zip(_plan(contract), plan, strict=True)
        if old["state"] != new["state"]
        or round((old["amount_paid"] or 0) - new["amount_paid"], digits)
        or round((old["amount_open"] or 0) - new["amount_open"], digits)
        or day_of(old["date_paid"]) != new["date_paid"]
        or day_of(old["date_due"]) != new["date_due"]
    ]


def events_of(moved):
    """(kind, stored row, amount) of what became paid or overdue or was taken back."""
    for old, new in moved:
        kind = "unpaid" if old["state"] == "paid" else new["state"]
        if old["state"] != new["state"] and kind in MOVES_TOLD:
            yield kind, old, new["amount_open"] if kind == "overdue" else old["amount"]


def sums_differ(contract, sums, digits):
    return any(
        round((contract[name] or 0) - sums[name], digits)
        for name in ("amount_received", "amount_open", "amount_overdue")
    ) or any(
        (contract[name] or None) != (sums[name] or None)
        for name in ("has_overdue", "date_next_due")
    )


def day_of(text):
    """Day of a JSON value, or None."""
    return date.fromisoformat(text) if text else None


def _plan(contract):
    return contract["plan"] or ()

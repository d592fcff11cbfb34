# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words and arithmetic of contracts, without the ORM."""

from datetime import timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .crm_contract_states import COLLECTING

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


class Receipt(NamedTuple):
    """One matching of the ledger on a receivable item of a contract's invoice.

    key: (partial id, item id); move_id: the invoice or credit note of the item
    amount: in the contract's currency, negative when money went back
    company_amount: the same in the company's currency
    retention_id: the instalment whose retention money the item is
    """

    key: tuple
    move_id: int
    amount: float
    company_amount: float
    retention_id: int | None = None


def due_date(base, days):
    """Day on which an instalment is due, or None while its event has not happened.

    >>> from datetime import date
    >>> due_date(date(2026, 3, 30), 3)
    datetime.date(2026, 4, 2)
    >>> due_date(None, 3)
    """
    return base + timedelta(days=days) if base else None


def renewed_until(last_day, months, today):
    """Last day after whole periods, the first one that is not past.

    >>> from datetime import date
    >>> renewed_until(date(2026, 3, 31), 12, date(2026, 4, 1))
    datetime.date(2027, 3, 31)
    >>> renewed_until(date(2026, 1, 31), 1, date(2026, 3, 15))
    datetime.date(2026, 3, 31)
    """
    periods = 1
    while later_last_day(last_day, months * periods) < today:
        periods += 1
    return later_last_day(last_day, months * periods)


def later_last_day(last_day, months):
    """The last day so many months later; the end of a month stays one.

    >>> from datetime import date
    >>> later_last_day(date(2027, 2, 28), 1), later_last_day(date(2027, 2, 28), 12)
    (datetime.date(2027, 3, 31), datetime.date(2028, 2, 29))
    >>> later_last_day(date(2027, 1, 30), 1), later_last_day(date(2027, 4, 15), 1)
    (datetime.date(2027, 2, 28), datetime.date(2027, 5, 15))
    """
    ends = (last_day + timedelta(days=1)).month != last_day.month
    return last_day + relativedelta(months=months, **({"day": 31} if ends else {}))


def percent_amounts(total, percents, digits):
    """Amounts of percentages; the last one takes the rounding when they make 100.

    >>> percent_amounts(100.0, [33.33, 33.33, 33.34], 2)
    [33.33, 33.33, 33.34]
    >>> percent_amounts(0.05, [50, 50], 2)
    [0.03, 0.02]
    >>> percent_amounts(5, [25, 25, 25, 25], 0)
    [1.0, 1.0, 1.0, 2.0]
    """
    amounts = [round(total * percent / 100 + 1e-9, digits) for percent in percents]
    if amounts and abs(sum(percents) - 100) < 1e-3:
        left = total
        for number, amount in enumerate(amounts):
            amounts[number] = min(amount, left)
            left = round(left - amounts[number], digits)
        amounts[-1] = round(amounts[-1] + left, digits)
    return amounts


def instalment_state(contract_state, amounts, date_due, today):
    """State of an instalment; amounts = (amount, paid), already rounded."""
    amount, paid = amounts
    if paid >= amount > 0:
        return "paid"
    if contract_state == "terminated":
        return "void"
    if contract_state not in COLLECTING:
        return "waiting"
    if not amount and not paid:
        return "void"
    if date_due and date_due < today:
        return "overdue"
    if paid:
        return "partial"
    return "due" if date_due else "waiting"


def pour(amount, rooms, digits):
    """Pours an amount into rooms in order; returns ([(key, part)], what is left).

    >>> pour(90, [("a", 80), ("b", 58)], 2)
    ([('a', 80), ('b', 10)], 0)
    >>> pour(150, [("a", 80), ("b", 58)], 2)
    ([('a', 80), ('b', 58)], 12)
    """
    parts = []
    for key, room in rooms:
        part = min(amount, room)
        if part > 0:
            parts.append((key, part))
            amount = round(amount - part, digits)
    return parts, amount


def distribute(receipts, links, plan, digits):
    """Which receipt pays which instalment: explicit links first, then oldest first.

    receipts: list of Receipt in ledger order
    links: {move id: [(instalment id, amount invoiced for it)]}; what an invoice asks
        beyond its links is settled last and is not the contract's money
    plan: [(instalment id, amount)] in the order of collection
    digits: (decimals of the contract's currency, decimals of the company's)
    Returns {(partial, item, instalment): (amount, company amount)}. A receipt of an
    invoice without links is given to the plan in full, so that sums agree with the
    ledger even when the contract is overpaid.
    """
    paid = dict.fromkeys([key for key, _amount in plan], 0.0)
    asked = {move: dict(pairs) for move, pairs in links.items()}
    result = {}
    for receipt in receipts:
        rooms = asked.get(receipt.move_id)
        sign = -1 if receipt.amount < 0 else 1
        if rooms is None:
            parts = _parts_by_age(receipt, plan, paid, digits[0])
        else:
            parts, _rest = pour(abs(receipt.amount), rooms.items(), digits[0])
            if not parts and rooms and not receipt.amount:
                parts = [(next(iter(rooms)), 0.0)]
        for key, part in parts:
            paid[key] = round(paid.get(key, 0.0) + sign * part, digits[0])
            if rooms is not None:
                rooms[key] = round(rooms[key] - part, digits[0])
        result.update(_company_shares(receipt, parts, sign, digits[1]))
    return result


def _parts_by_age(receipt, plan, paid, digits):
    """Oldest open instalment first; money that goes back leaves the youngest first.

    Retention money goes to its own instalment before the others.
    """
    own = [pair for pair in plan if pair[0] == receipt.retention_id]
    if own and receipt.amount < 0:
        plan = [pair for pair in plan if pair not in own] + own
    elif own:
        plan = own + [pair for pair in plan if pair not in own]
    if receipt.amount < 0:
        rooms = [(key, paid[key]) for key, _amount in reversed(plan)]
        overflow = plan[0][0] if plan else None
    else:
        rooms = [(key, round(amount - paid[key], digits)) for key, amount in plan]
        overflow = plan[-1][0] if plan else None
    parts, rest = pour(abs(receipt.amount), rooms, digits)
    if overflow is not None and (rest or not parts):
        parts = [*parts, (overflow, rest)]
    merged = {}
    for key, part in parts:
        merged[key] = round(merged.get(key, 0.0) + part, digits)
    return list(merged.items())


def _company_shares(receipt, parts, sign, digits):
    """Splits the company amount like the amount; the last part takes the rounding."""
    total = abs(receipt.amount)
    poured = round(sum(part for _key, part in parts), 6)
    whole = receipt.company_amount
    if total and poured < total:
        whole = round(whole * poured / total, digits)
    left, shares = whole, {}
    for number, (key, part) in enumerate(parts, start=1):
        share = left
        if number < len(parts):
            share = round(whole * part / poured, digits) if poured else 0.0
        left = round(left - share, digits)
        shares[(*receipt.key, key)] = (sign * part, share)
    return shares


FOREIGN = {
    "AUD": "澳元",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港币",
    "JPY": "日元",
    "USD": "美元",
}


def amount_in_capitals(amount, currency="CNY"):
    """Amount in the capital numerals of Chinese contracts; others than yuan are named.

    >>> amount_in_capitals(138000)
    '壹拾叁万捌仟元整'
    >>> amount_in_capitals(10005.07)
    '壹万零伍元零柒分'
    >>> amount_in_capitals(0.3)
    '叁角整'
    >>> amount_in_capitals(1200, "USD"), amount_in_capitals(5, "XAU")
    ('美元壹仟贰佰元整', 'XAU伍元整')
    """
    if currency != "CNY":
        return f"{FOREIGN.get(currency, currency)}{amount_in_capitals(amount)}"
    cents = round(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{_capital_integer(yuan)}元" if yuan else ""
    if jiao:
        words += f"{CAPITALS[jiao]}角"
    elif fen and yuan:
        words += CAPITALS[0]
    if fen:
        return f"{words}{CAPITALS[fen]}分"
    return f"{words or '零元'}整"


def _capital_integer(number):
    text, gap = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if digit:
            text += (CAPITALS[0] if gap else "") + CAPITALS[digit] + PLACES[place % 4]
        gap = not digit and bool(text)
        if place % 4 == 0 and number // 10**place % 10000:
            text += GROUPS[place // 4]
    return text


def section_number(number, lang):
    """Number of a section as contracts of the language write it.

    >>> section_number(3, "en_US"), section_number(3, "zh_CN")
    ('3.', '三、')
    >>> section_number(10, "zh_CN"), section_number(25, "zh_CN")
    ('十、', '二十五、')
    """
    if not (lang or "").startswith("zh"):
        return f"{number}."
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    words = "" if not tens else f"{digits[tens] if tens > 1 else ''}十"
    return f"{words}{digits[ones] if ones else ''}、"


def party_letter(index, lang):
    """How contracts of the language count their parties.

    >>> party_letter(0, "en_US"), party_letter(1, "zh_CN")
    ('A', '乙')
    """
    letters = "甲乙丙丁戊己庚辛壬癸" if (lang or "").startswith("zh") else "ABCDEFGHIJ"
    return letters[index] if index < len(letters) else str(index + 1)

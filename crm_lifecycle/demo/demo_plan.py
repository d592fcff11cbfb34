# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the demo company consists of: plain data, the same on every machine.

Days are counted back from the day of loading, so that the screens are never stale.
"""

import random
from datetime import date, timedelta
from typing import NamedTuple

PLACES = (
    "Jinan Qingdao Yantai Weifang Zibo Linyi Jining Taian Dezhou Liaocheng Cangzhou "
    "Kaifeng Rizhao Weihai Handan Xuzhou"
).split()
# xml ids of provinces; all other places lie in the first one
PROVINCE = "base.state_cn_SD"
PROVINCES = {
    "Cangzhou": "base.state_cn_HE",
    "Handan": "base.state_cn_HE",
    "Kaifeng": "base.state_cn_HA",
    "Xuzhou": "base.state_cn_JS",
}

# monthly weights of demand, January to December
WINTER = (1.9, 1.6, 1.1, 0.7, 0.5, 0.4, 0.5, 0.6, 0.7, 1.0, 1.4, 1.6)
BUILDING = (0.4, 0.3, 1.0, 1.4, 1.5, 1.2, 0.9, 0.9, 1.4, 1.5, 1.0, 0.5)
FESTIVE = (2.2, 0.8, 0.6, 0.6, 0.8, 0.8, 0.6, 0.9, 1.8, 0.9, 0.8, 1.2)

# product code: (name, unit price, typical quantity)
PRODUCTS = {
    "coal": ("Thermal Coal 5500 kcal", 720.0, 60),
    "anthracite": ("Washed Anthracite", 1150.0, 25),
    "cement": ("Cement P.O 42.5", 380.0, 40),
    "rebar": ("Rebar HRB400", 3650.0, 6),
    "reserve": ("Penglai Reserve 12, case of 6", 1680.0, 4),
    "classic": ("Penglai Classic, case of 6", 680.0, 5),
}


class Kind(NamedTuple):
    """One kind of customer: who they are, what they buy, how often, when."""

    company: str
    names: tuple
    products: tuple
    rhythm: int
    season: tuple
    scale: float


KINDS = (
    Kind("trading", ("Heat and Power", "Steel Works"), ("coal", "anthracite"), 24,
         WINTER, 1.6),
    Kind("trading", ("Construction Group", "Road and Bridge"), ("cement", "rebar"), 30,
         BUILDING, 1.2),
    Kind("trading", ("Building Market",), ("cement",), 45, BUILDING, 0.3),
    Kind("liquor", ("Grand Hotel", "Banquet Hall"), ("reserve", "classic"), 28,
         FESTIVE, 1.0),
    Kind("liquor", ("Wine Store",), ("classic",), 50, FESTIVE, 0.5),
)  # fmt: skip

# share of customers per course of the relation: (name, first day ago, last day ago)
COURSES = (
    ("mature", 1095, 0),
    ("mature", 1000, 0),
    ("growing", 300, 0),
    ("declining", 1095, 110),
    ("lost", 1000, 330),
    ("mature", 800, 0),
    ("first", 25, 25),
    ("prospect", 0, 0),
)


class DemoCustomer(NamedTuple):
    """One customer of the plan; orders: list of (day, product code, quantity)."""

    number: int
    name: str
    kind: Kind
    course: str
    orders: list


def customers(today: date):
    """The 128 customers of the demo company with all their orders up to today."""
    chance = random.Random(2026)
    plan = []
    names = [(kind, place, name) for kind in KINDS for name in kind.names
             for place in PLACES]  # fmt: skip
    for number, (kind, place, name) in enumerate(names):
        course, first, last = COURSES[(number * 5 + number // 8) % len(COURSES)]
        orders = _orders(chance, kind, course, today, (first, last))
        plan.append(DemoCustomer(number, f"{place} {name}", kind, course, orders))
    return plan


def company_of(number):
    """Name of the company whose customer has this number in the plan."""
    sizes = [(kind.company, len(kind.names) * len(PLACES)) for kind in KINDS]
    for company, size in sizes:
        if number < size:
            return company
        number -= size
    raise IndexError(number)


def _orders(chance, kind, course, today, span):
    first, last = span
    if course == "prospect":
        return []
    if course == "first":
        return [_order(chance, kind, today - timedelta(days=first), course)]
    day, orders = today - timedelta(days=first - chance.randrange(20)), []
    while day <= today - timedelta(days=last):
        if chance.random() < min(1.0, kind.season[day.month - 1]):
            orders.append(_order(chance, kind, day, course))
        day += timedelta(days=max(5, round(chance.gauss(kind.rhythm * 1.6, 6))))
    return orders


def _order(chance, kind, day, course):
    code = chance.choice(kind.products)
    typical = PRODUCTS[code][2] * kind.scale * kind.season[day.month - 1]
    growth = 1.6 if course == "growing" else 1.0
    return day, code, max(1, round(typical * growth * chance.uniform(0.6, 1.4)))

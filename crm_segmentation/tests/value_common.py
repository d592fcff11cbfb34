# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

import numpy as np

from odoo.tools import SQL

from odoo.addons.crm_segmentation.models.crm_buying_rules import Buying

from .common import SegmentationCommon

TRUE_BUYING = Buying(r=0.8, alpha=60.0, a=0.9, b=3.0)


def simulated(count, days_known=700, days_after=365, seed=20260615):
    """Histories by the story of the model: (repeats, recency, age, later orders)."""
    dice = np.random.default_rng(seed)
    age = dice.uniform(100, days_known, count)
    rates = dice.gamma(TRUE_BUYING.r, 1 / TRUE_BUYING.alpha, count)
    chances = dice.beta(TRUE_BUYING.a, TRUE_BUYING.b, count)
    repeats, recency, later = np.zeros(count), np.zeros(count), np.zeros(count)
    for row in range(count):
        day = 0.0
        while dice.random() >= chances[row]:
            day += dice.exponential(1 / rates[row])
            if day > age[row] + days_after:
                break
            if day > age[row]:
                later[row] += 1
            else:
                repeats[row] += 1
                recency[row] = day
    return repeats, recency, age, later


def simulated_days(count, seed=20260615):
    """Order days of customers by the story of the model: days before today, each."""
    dice = np.random.default_rng(seed)
    for _customer in range(count):
        rate = dice.gamma(3.0, 1 / 90.0)
        chance = dice.beta(1.0, 6.0)
        day = dice.uniform(500, 1000)
        days = [int(day)]
        while dice.random() >= chance:
            day -= dice.exponential(1 / rate)
            if day < 0:
                break
            days.append(int(day))
        yield days


class ValueCommon(SegmentationCommon):
    """Customers with confirmed orders, stored fast; holds no tests."""

    @classmethod
    def _create_orders(cls, customer, rows):
        """Confirmed orders of (day, amount), without lines."""
        orders = cls.env["sale.order"].create(
            [
                {"partner_id": customer.partner_id.id, "company_id": cls.company.id}
                for _row in rows
            ]
        )
        cls.env.flush_all()
        for order, (day, amount) in zip(orders, rows, strict=True):
            moment = datetime.combine(day, time(12))
            cls.env.execute_query(
                SQL(
                    "UPDATE sale_order SET state = 'sale', date_order = %s,"
                    " amount_untaxed = %s WHERE id = %s RETURNING id",
                    moment,
                    amount,
                    order.id,
                )
            )
        cls.env.invalidate_all()
        return orders

    @classmethod
    def _create_buyers(cls, count, seed=20260615, user=None):
        """Customers who buy and stop by the story of the model."""
        dice = np.random.default_rng(seed)
        customers = cls.env["crm.customer"]
        for number, days in enumerate(simulated_days(count, seed)):
            customer = cls._create_customer(f"Buyer {number}", user)
            usual = dice.gamma(4.0, 250.0)
            rows = [
                (cls.TODAY - timedelta(days=day), round(usual * dice.uniform(0.6, 1.4)))
                for day in days
            ]
            cls._create_orders(customer, rows)
            customers |= customer
        return customers

    @classmethod
    def _value(cls, fit=None, today=None, company=None):
        """Refreshes the values as the nightly job does; returns the newest run."""
        cls.env["crm.customer.value"]._refresh(
            company or cls.company, today or cls.TODAY, fit
        )
        return cls.env["crm.value.run"].search([], order="id desc", limit=1)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days and months of a company as SQL; nothing here executes anything."""

from odoo.tools import SQL


def local_time(column, company):
    """A UTC moment in the company's time zone."""
    return SQL(
        "%s AT TIME ZONE 'UTC' AT TIME ZONE %s",
        column,
        company.resource_calendar_id.tz or company.partner_id.tz or "UTC",
    )


def local_day(column, company):
    return SQL("(%s)::date", local_time(column, company))


def local_month(column, company):
    """First day of the month of a UTC moment, in the company's time zone."""
    return SQL("date_trunc('month', %s)::date", local_time(column, company))

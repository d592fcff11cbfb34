# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, timedelta

from odoo.fields import Command, Datetime
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.base.tests.common import BaseCommon


def run_hoot(case, suite):
    """Runs the component tests of `suite` ("@module") in the browser of an HttpCase."""
    suite_id = f"{_hoot_hash(suite):08x}"
    case.browser_js(
        f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite_id}",
        "",
        "",
        login="admin",
        timeout=300,
        success_signal="[HOOT] Test suite succeeded",
    )


def moment(text):
    """The naive datetime in UTC that Odoo stores, from its text."""
    return Datetime.to_datetime(text)


def _hoot_hash(name):
    """The 32-bit hash by which the web client's test runner names a suite."""
    value = 0
    for character in name:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return value


class LifecycleCommon(BaseCommon):
    """Users per role, one team, and builders; holds no tests.

    ========= ============ ===================== ======
    user      role         group                 team
    ========= ============ ===================== ======
    sally     salesperson  own customers         North
    sam       salesperson  own customers         South
    lena      team leader  team's customers      leads North
    archie    keeper       archive               –
    dora      director     all customers         –
    ========= ============ ===================== ======
    """

    TODAY = date(2026, 6, 15)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.resource_calendar_id.tz = "UTC"
        group = "crm_lifecycle.crm_lifecycle_group_%s"
        cls.sally = cls._create_user("sally_t", group % "user")
        cls.sam = cls._create_user("sam_t", group % "user")
        cls.lena = cls._create_user("lena_t", group % "team")
        cls.archie = cls._create_user("archie_t", group % "archive")
        cls.dora = cls._create_user("dora_t", group % "director")
        cls.north = cls.env["crm.team"].create(
            {
                "name": "North",
                "user_id": cls.lena.id,
                "member_ids": [Command.set((cls.sally | cls.lena).ids)],
            }
        )
        cls.south = cls.env["crm.team"].create(
            {"name": "South", "member_ids": [Command.set(cls.sam.ids)]}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Cement", "list_price": 100.0, "taxes_id": False}
        )

    @classmethod
    def _create_user(cls, login, groups):
        return new_test_user(cls.env, login=login, groups=groups, tz="UTC")

    @classmethod
    def _create_customer(cls, name="Alpha Works", user=None, **values):
        partner = cls.env["res.partner"].create(
            {"name": name, "is_company": True, **values}
        )
        customers = cls.env["crm.customer"]
        return customers._ensure_accounts(partner, cls.company, user or cls.sally)

    @classmethod
    def _create_order(cls, customer, amount, day, confirm=True, **values):
        """Order of one line; day is the calendar day (noon UTC) it is dated."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.partner_id.id,
                "company_id": customer.company_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
                **values,
            }
        )
        if confirm:
            order.action_confirm()
        order.date_order = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=12
        )
        if "effective_date" in order._fields:
            # where Inventory is installed, it is delivered on that day
            order.effective_date = order.date_order
        return order

    @classmethod
    def _refresh(cls, customer=None, today=None):
        changed = cls.env["crm.customer"]._refresh_facts(customer, today or cls.TODAY)
        cls.env.invalidate_all()
        return changed

    @classmethod
    def _forge(cls, record, user, **values):
        """Writes like an RPC call of `user` would."""
        with mute_logger("odoo.models"):
            return record.with_user(user).write(values)

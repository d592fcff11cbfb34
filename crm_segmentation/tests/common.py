# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from odoo.addons.crm_lifecycle.tests.common import LifecycleCommon


class SegmentationCommon(LifecycleCommon):
    """A company of its own, so that ranks compare only the customers of the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Insight Trading")
        cls.anna = cls._create_user(
            "anna_t", "crm_segmentation.crm_segmentation_group_analyst"
        )
        staff = cls.sally | cls.sam | cls.lena | cls.archie | cls.dora | cls.anna
        staff.write(
            {
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
            }
        )
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.company = cls.company.with_env(cls.env)
        cls.retail, cls.trade = cls.env["crm.trade.type"].create(
            [{"name": "Test Retail"}, {"name": "Test Trade"}]
        )

    @classmethod
    def _create_company(cls, name, currency="EUR"):
        currency = cls.env.ref(f"base.{currency}")
        currency.active = True
        company = cls.env["res.company"].create(
            {"name": name, "currency_id": currency.id}
        )
        company.resource_calendar_id.tz = "UTC"
        return company

    @classmethod
    def _create_scored(cls, name, amount=0, orders=1, last="2026-06-01", **values):
        """Customer whose facts stand already; only the ranking is under test."""
        customer = cls._create_customer(name, values.pop("user", None))
        customer.sudo().write(
            {
                "rfm_amount": amount,
                "rfm_order_count": orders,
                "date_last_order": last,
                **values,
            }
        )
        return customer

    @classmethod
    def _scope(cls, company=None, today=None):
        accounts = cls.env["crm.customer"].sudo()
        return accounts._fact_scope(company or cls.company, None, today or cls.TODAY)

    @classmethod
    def _rank(cls, company=None):
        """Ranks the customers of the company; returns ids that changed."""
        cls.env.flush_all()
        accounts = cls.env["crm.customer"].sudo()
        changed = accounts._store_scores(cls._scope(company))
        cls.env.invalidate_all()
        return changed

    @classmethod
    def _move_members(cls, today=None):
        cls.env.flush_all()
        segments = cls.env["crm.segment"].sudo()
        changed = segments._refresh_memberships(cls._scope(today=today))
        cls.env.invalidate_all()
        return changed

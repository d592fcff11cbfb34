# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
from datetime import date

from .common import SegmentationCommon


class ReportCommon(SegmentationCommon):
    """Two salespeople with a customer each; builders of reports and of files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works = cls._create_customer("Alpha Works", cls.sally)
        cls.shops = cls._create_customer("Beta Shops", cls.sam)

    @classmethod
    def _sell(cls, customer, amount, day, **values):
        """A confirmed order of the customer's owner, on a day like "2026-06-03"."""
        values.setdefault("user_id", customer.user_id.id)
        return cls._create_order(customer, amount, date.fromisoformat(day), **values)

    @classmethod
    def _run(cls, user=None, report="customers", **values):
        """An answered report of June 2026, unless the values say otherwise."""
        cls.env.flush_all()
        runs = cls.env["crm.report.run"].with_user(user or cls.anna)
        run = runs.create(
            {
                "report_id": cls.env.ref(f"crm_segmentation.crm_report_{report}").id,
                "company_id": cls.company.id,
                "period": "custom",
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
                **values,
            }
        )
        run._answer()
        return run

    @classmethod
    def _load(cls, text, **values):
        """An import of the text of a CSV file, by the analyst."""
        return (
            cls.env["crm.sales.import"]
            .with_user(cls.anna)
            .create(
                {
                    "name": "Old sales",
                    "company_id": cls.company.id,
                    "file": base64.b64encode(text.encode()),
                    "file_name": "old.csv",
                    "date_limit": "2026-05-31",
                    **values,
                }
            )
        )

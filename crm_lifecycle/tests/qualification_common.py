# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from .common import LifecycleCommon


class QualificationCommon(LifecycleCommon):
    """A checklist of two sections: credit (weight 3) and use (weight 1, by Sam)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        sections = cls._sections()
        sections[1]["user_id"] = cls.sam.id
        cls.template = cls.env["crm.qualification.template"].create(
            {
                "name": "Coal",
                "validity_months": 6,
                "section_ids": [Command.create(values) for values in sections],
            }
        )
        cls.section_credit, cls.section_use = cls.template.section_ids
        cls.criterion_size = cls.section_credit.criterion_ids[1]

    @classmethod
    def _sections(cls):
        wages = {"name": "Wages are paid on time", "is_must": True}
        size = {"name": "Size", "sequence": 20, "kind": "points"}
        use = {"name": "Monthly use", "kind": "points"}
        return [
            {
                "name": name,
                "sequence": -weight,
                "weight": weight,
                "criterion_ids": [
                    Command.create({"points_max": 10, **values}) for values in criteria
                ],
            }
            for name, weight, criteria in (
                ("Credit", 3, (wages, size)),
                ("Use", 1, (use,)),
            )
        ]

    def _qualification(self, customer=None, user=None, **values):
        return (
            self.env["crm.qualification"]
            .with_user(user or self.sally)
            .create(
                {
                    "template_id": self.template.id,
                    "customer_id": (self.customer if customer is None else customer).id,
                    "goods": "Coke, 800 t a month",
                    **values,
                }
            )
            .sudo(False)
            .with_user(self.env.user)
        )

    def _assess(self, record, wages, size, use):
        """Each assessor answers and finishes the own section."""
        values = {
            "Wages are paid on time": {"answer": wages},
            "Size": {"points_given": size},
            "Monthly use": {"points_given": use},
        }
        for part in record.sudo().part_ids:
            mine = part.with_user(part.user_id).sudo(False)
            for line in mine.answer_ids.filtered(lambda a: a.name in values):
                line.write(values[line.name])
            mine.action_done()
        record.invalidate_recordset()

    def _submitted(self, wages="yes", size=7, use=5, **values):
        record = self._qualification(**values)
        self._assess(record, wages, size, use)
        record.with_user(self.sally).action_submit()
        return record

    def _accepted(self, **values):
        record = self._submitted(**values)
        record.with_user(self.dora)._decide("accepted")
        return record

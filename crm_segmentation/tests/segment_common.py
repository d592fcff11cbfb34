# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .common import SegmentationCommon


class SegmentCommon(SegmentationCommon):
    """Builders of segments, sets and decisions by hand; holds no tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segments = cls.env["crm.segment"]
        cls.listings = cls.env["crm.segment.listing"]

    @classmethod
    def _create_segment(cls, name, rule="[]", **values):
        return cls.segments.create(
            {
                "name": name,
                "rule_domain": rule,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_set(cls, *rules):
        """An exclusive set with one segment per rule, the first one first."""
        segment_set = cls.env["crm.segment.set"].create({"name": "Size"})
        return cls.segments.union(
            *(
                cls._create_segment(rule, rule, set_id=segment_set.id, sequence=place)
                for place, rule in enumerate(rules)
            )
        )

    def _members(self, segment):
        segment.invalidate_recordset()
        lines = segment.membership_ids.filtered(lambda line: not line.date_to)
        return lines.customer_id

    def _put(self, segment, customer, decision="in", **values):
        return self.listings.create(
            {
                "segment_id": segment.id,
                "customer_id": customer.id,
                "decision": decision,
                "reason": "Asked for it",
                **values,
            }
        )

    def _last(self, customer, segment):
        return self.env["crm.segment.membership"].search(
            [("customer_id", "=", customer.id), ("segment_id", "=", segment.id)],
            order="id desc",
            limit=1,
        )

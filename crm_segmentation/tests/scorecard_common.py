# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from .common import SegmentationCommon


class ScorecardCommon(SegmentationCommon):
    """Only the cards of the test are in use."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cards = cls.env["crm.scorecard"]
        cls.cards.sudo().search([]).rule_enabled = False
        cls.card = cls.cards.create(
            {
                "name": "Test Card",
                "purpose": "importance",
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _add(cls, name, kind="fact", **values):
        """Criterion of the card; bands as (from, points) pairs."""
        bands = values.pop("bands", ())
        return cls.env["crm.scorecard.criterion"].create(
            {
                "name": name,
                "scorecard_id": cls.card.id,
                "kind": kind,
                "band_ids": [
                    Command.create({"value_from": low, "points": points})
                    for low, points in bands
                ],
                **values,
            }
        )

    @classmethod
    def _score(cls, today=None):
        cls.env.flush_all()
        scope = cls._scope(today=today)
        changed = cls.cards.sudo()._refresh_results(scope)
        cls.env.invalidate_all()
        return changed

    def _current(self, customer, card=None):
        return customer.current_result_ids.filtered(
            lambda result: result.scorecard_id == (card or self.card)
        )

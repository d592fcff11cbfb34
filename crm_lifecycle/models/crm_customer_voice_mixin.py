# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models


class VoiceItem(NamedTuple):
    """One thing that customers are asked to score.

    key: its name in the rows of ``_voice_sources``; label: in the user's language
    group: what it belongs to, such as a dimension of quality
    is_whole: asks about everything at once, so it stands beside an index, not in it
    """

    key: str
    label: str
    group: str
    is_whole: bool = False


class CrmCustomerVoiceMixin(models.AbstractModel):
    """Where answers and cases of customers come from; by itself from nowhere.

    Modules that ask customers, or write down what they say, extend these hooks with
    ``super()``; modules that analyse it read them and know no table of the others.
    """

    _name = "crm.customer.voice.mixin"
    _description = "Voice of Customers"

    @api.model
    def _voice_items(self):
        """List of ``VoiceItem``; the order is that of the questionnaire."""
        return []

    @api.model
    def _voice_sources(self, scope):
        """List of SQL with rows (customer_id, record, sheet, day, item, perceived,
        expected, whole) for a ``FactScope``: one row per scored item.

        record: number unique in the source; sheet: number of the sheet it stands on,
        unique among all sources; day: in the company's time zone; the last three are
        scores from 0 to 100, the last two NULL where nothing was said.
        """
        return []

    @api.model
    def _care_kinds(self):
        """[(kind, label)] of the rows of ``_care_sources``."""
        return []

    @api.model
    def _care_sources(self, scope):
        """List of SQL with rows (customer_id, record, day, kind, is_fault, hours,
        model, res_id): one row per thing that a customer said or was served with.
        """
        return []

    @api.model
    def _prepare_survey_action(self, name, domain):
        """Action that opens a new survey of the customers in a domain, or nothing."""
        return {}

    @api.model
    def _may_plan_survey(self):
        """Whether the user may use what ``_prepare_survey_action`` opens."""
        return False

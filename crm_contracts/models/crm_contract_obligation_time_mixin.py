# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from . import crm_contract_obligation_rules as rules


class CrmContractObligationTimeMixin(models.AbstractModel):
    """From when the time of an obligation runs; one method per trigger."""

    _name = "crm.contract.obligation.time.mixin"
    _description = "Time of Obligations"

    def _base_date(self, _zone):
        return self.date_fixed

    def _base_signing(self, zone):
        """The moment of an online signature; of one on paper only the day is known."""
        contract = self.contract_id
        moment, day = contract.signed_on, contract.date_signed
        if moment and day and rules.day_of(moment, zone) == day:
            return moment
        return day

    def _base_acceptance(self, _zone):
        return self.contract_id.date_accepted

    def _base_receipt(self, _zone):
        instalment = self.instalment_id
        if instalment.state != "paid":
            return False
        return max(filter(None, instalment.allocation_ids.mapped("date")), default=None)

    def _base_obligation(self, _zone):
        return not self.after_id.is_waived and self.after_id.date_done

    def _obligor_words(self):
        """Whose duty it is, as the printed contract calls the parties."""
        self.ensure_one()
        parties = self.contract_id._ordered_parties().filtered(
            lambda p: (
                p.role == self.obligor
                or (self.obligor == "both" and p.role in ("customer", "company"))
            )
        )
        return ", ".join(party._title() for party in parties)

    def _due_words(self):
        """Until when, in words that are printed on the contract."""
        self.ensure_one()
        if self.trigger == "date":
            return self.env._("until %s", fields.Date.to_string(self.date_fixed))
        units = {
            "hour": self.env._("%s hours", self.delay),
            "day": self.env._("%s days", self.delay),
            "month": self.env._("%s months", self.delay),
        }
        events = {
            "signing": self.env._("signing"),
            "acceptance": self.env._("acceptance"),
            "receipt": self.env._("receipt of “%s”", self.instalment_id.name or ""),
            "obligation": self.env._("“%s”", self.after_id.name or ""),
        }
        return self.env._(
            "within %(time)s after %(event)s",
            time=units[self.unit],
            event=events[self.trigger],
        )

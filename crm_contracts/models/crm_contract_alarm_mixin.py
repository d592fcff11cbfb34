# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models

from .crm_contract_states import RUNNING


class CrmContractAlarmMixin(models.AbstractModel):
    """Alarms as the settings of the company say: payments due soon, periods ending."""

    _name = "crm.contract.alarm.mixin"
    _description = "Alarms of Contracts"

    @api.model
    def _raise_alarms(self, company, today=None):
        """Tells owners once what comes near; returns how many alarms were raised."""
        today = today or self.env["crm.customer"]._today(company)
        due = self._instalments_near(company, today)
        ending = self._periods_near(company, today)
        leaving = self._deliveries_near(company, today)
        for line, day in [
            *((line, line.date_due) for line in due),
            *((period, period.date_end) for period in ending),
            *((delivery, delivery.date) for delivery in leaving),
        ]:
            line.contract_id.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=day,
                summary=line._alarm_words(),
                user_id=line.contract_id.user_id.id or self.env.uid,
            )
        due.sudo().is_alarmed = True
        ending.sudo().is_reminded = True
        leaving.sudo().is_alarmed = True
        return len(due) + len(ending) + len(leaving)

    @api.model
    def _deliveries_near(self, company, today):
        """Deliveries of the supply schedules that are still to be arranged."""
        days = company.contract_alarm_delivery_days
        if not days:
            return self.env["crm.contract.supply"]
        rows = self.env["crm.contract.supply"].search(
            [
                ("company_id", "=", company.id),
                ("contract_state", "=", "effective"),
                ("is_alarmed", "=", False),
                ("date", "<=", today + timedelta(days=days)),
            ],
            limit=1000,
        )
        return rows.filtered("qty_open")

    @api.model
    def _instalments_near(self, company, today):
        days = company.contract_alarm_plan_days
        return self.env["crm.contract.instalment"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ("due", "partial")),
                ("is_alarmed", "=", False),
                ("date_due", ">=", today),
                ("date_due", "<=", today + timedelta(days=days)),
            ]
            if days
            else [("id", "=", False)],
            limit=1000,
        )

    @api.model
    def _periods_near(self, company, today):
        days = company.contract_alarm_period_days
        return self.env["crm.contract.period"].search(
            [
                ("company_id", "=", company.id),
                ("contract_id.state", "in", RUNNING),
                ("is_renewable", "=", True),
                ("next_ids", "=", False),
                ("is_reminded", "=", False),
                ("date_end", ">=", today),
                ("date_end", "<=", today + timedelta(days=days)),
            ]
            if days
            else [("id", "=", False)],
            limit=1000,
        )

    @api.model
    def _cron_alarms(self):
        """Once a day, company by company."""
        companies = self.env["res.company"].search([("id", "!=", False)])
        for number, company in enumerate(companies, start=1):
            with company._on_its_own("Alarms of contracts"):
                self._raise_alarms(company)
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - number)

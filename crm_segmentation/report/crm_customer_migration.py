# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.crm_migration_queries import DIRECTIONS, LETTERS, NAMED, Step, migration


class CrmCustomerMigration(models.Model):
    """Where each customer stood on one day and on another.

    The days and what is compared come with the context of the action, which
    crm.migration.choice opens; without it ABC classes of today and a year ago.
    """

    _name = "crm.customer.migration"
    _description = "Migration of Customers"
    _auto = False
    _order = "amount_change, id"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": [
            "active",
            "amount_12m",
            "company_id",
            "user_id",
            *LETTERS,
            *NAMED,
        ],
        "crm.customer.snapshot": [
            "amount_12m",
            "company_id",
            "customer_id",
            "date",
            *LETTERS,
            *NAMED,
        ],
        "crm.scorecard.result": ["customer_id", "date_from", "date_to", "level"],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    place_from = fields.Char(string="Then", readonly=True)
    place_to = fields.Char(string="Now", readonly=True)
    direction = fields.Selection(selection=DIRECTIONS, readonly=True)
    amount_from = fields.Monetary(string="Turnover Then (12 Months)", readonly=True)
    amount_to = fields.Monetary(string="Turnover Now (12 Months)", readonly=True)
    amount_change = fields.Monetary(string="Change of Turnover", readonly=True)

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

    def _step(self):
        """What the context asks for; anything else than a known column is ABC."""
        today = self.env["crm.customer"]._today(self.env.company)
        asked = self.env.context
        name = asked.get("migration_by")
        card = asked.get("migration_scorecard_id")
        if name not in (*LETTERS, *NAMED, "level"):
            name = "abc_class"
        day_from = fields.Date.to_date(asked.get("migration_from"))
        day_to = fields.Date.to_date(asked.get("migration_to"))
        return Step(
            day_from=day_from or today - timedelta(days=365),
            day_to=day_to or today,
            today=today,
            name=name,
            scorecard_id=card if isinstance(card, int) else 0,
            names=self._names(name),
        )

    def _names(self, name):
        """(id, name, rank) of all records that the column may point to."""
        if name not in NAMED:
            return ()
        comodel = self.env["crm.customer.snapshot"]._fields[name].comodel_name
        records = self.env[comodel].sudo().with_context(active_test=False)
        records = records.search(Domain.TRUE)
        sign = NAMED[name]
        return tuple(
            (record.id, record.display_name, sign * record.sequence if sign else None)
            for record in records
        )

    @property
    def _table_query(self):
        step = self._step()
        parts = [migration(company.id, step) for company in self.env.companies]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)

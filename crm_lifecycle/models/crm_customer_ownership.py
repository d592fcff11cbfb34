# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import mute_logger


class CrmCustomerOwnership(models.Model):
    """Ledger of holdings: who held which customer, who moved it, and how.

    Quota, cool-down and rest are counted from these lines and from nothing else, so
    that giving a customer back gives no claim back.
    """

    _name = "crm.customer.ownership"
    _description = "Ownership History"
    _inherit = ["crm.customer.history.mixin"]
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    kind = fields.Selection(
        selection=[
            ("open", "Account opened"),
            ("register", "Registration confirmed"),
            ("assign", "Assigned"),
            ("claim", "Claimed from the pool"),
            ("release", "Released to the pool"),
            ("reclaim", "Taken back"),
            ("transfer", "Transferred"),
            ("handover", "Handed over"),
            ("undo", "Hand-over undone"),
        ],
        string="How",
        required=True,
        default="assign",
    )
    from_user_id = fields.Many2one("res.users", string="From", ondelete="set null")
    user_id = fields.Many2one("res.users", string="Owner", ondelete="set null")
    pool_id = fields.Many2one(
        comodel_name="crm.customer.pool",
        ondelete="restrict",
        help="Pool the customer came from or went to.",
    )
    operator_id = fields.Many2one("res.users", string="Done by", ondelete="set null")
    reason = fields.Char()
    date_protected_until = fields.Date(string="Protected until")
    claim_day = fields.Date(help="Day of the company on which the claim counts.")
    claim_number = fields.Integer(
        string="Claim of the Day",
        aggregator=None,
        help="1 for the owner's first claim of the day in the company.",
    )

    # two claims of one person at the same moment cannot both be the third
    _claim_number_unique = models.UniqueIndex(
        "(company_id, user_id, claim_day, claim_number) WHERE kind = 'claim'",
        "This claim of the day is already counted.",
    )
    _lost_idx = models.Index("(customer_id, from_user_id, date)")

    @api.model
    def _record_claims(self, vals_list, user, company):
        """Writes the lines of claims with their number of the day.

        Another transaction of the same person may take the same number: one wins, and
        Odoo runs the other again, which then finds a smaller allowance.
        """
        day = self.env["crm.customer"]._today(company)
        number = self._claims_of(user, company, day)
        for vals in vals_list:
            number += 1
            vals.update(claim_day=day, claim_number=number)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.sudo().create(vals_list)
        except IntegrityError as error:
            raise ConcurrencyError(f"Claim {number} of {user.login} taken") from error

    @api.model
    def _claims_of(self, user, company, day):
        """Claims of `user` on `day` over all pools of `company`, given back or not."""
        rows = self.sudo()._read_group(
            Domain("kind", "=", "claim")
            & Domain("company_id", "=", company.id)
            & Domain("user_id", "=", user.id)
            & Domain("claim_day", "=", day),
            aggregates=["claim_number:max"],
        )
        return rows[0][0] or 0

    @api.model
    def _lost_since(self, customers, user, moment):
        """Ids of `customers` that `user` lost after `moment`, however often since."""
        rows = self.sudo()._read_group(
            Domain("customer_id", "in", customers.ids)
            & Domain("from_user_id", "=", user.id)
            & Domain("user_id", "!=", user.id)
            & Domain("date", ">", moment),
            groupby=["customer_id"],
        )
        return {customer.id for (customer,) in rows}

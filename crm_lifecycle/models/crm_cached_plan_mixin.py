# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from . import crm_cached_plan_queries as queries


class CrmCachedPlanMixin(models.AbstractModel):
    """Statements that documents wait for: planned once per connection.

    A heir names them in ``init``, which Odoo calls when its module is installed or
    updated. See decision 0079.
    """

    _name = "crm.cached.plan.mixin"
    _description = "Statements with Kept Plans"

    @api.model
    def _keep_statement(self, name, takes, gives, statement):
        """Stores a statement as a function of the database, anew each time.

        takes, gives: SQL of the types of its parameters and of the columns of its rows
        statement: SQL with $1, $2, ... for the parameters
        """
        text = self.env.cr.mogrify(statement).decode()
        self.env.cr.execute(queries.forget(name))
        self.env.cr.execute(queries.keep(name, takes, gives, text))

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time
from odoo.tools import SQL

from .common import ContractsCommon


class ImportCommon(ContractsCommon):
    """Tables of other add-ons made by hand; holds no tests."""

    def _query(self, text):
        return self.env.execute_query(SQL(text))

    def _insert(self, table, **values):
        """Number of a new row."""
        [(row_id,)] = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        return row_id

    def _wizard(self, source, user=None, **values):
        wizards = self.env["crm.contract.import"].with_user(user or self.mona)
        return wizards.create({"source": source, **values})

    def _import(self, source, user=None, **values):
        wizard = self._wizard(source, user, **values)
        with freeze_time(self.TODAY):
            wizard.action_import()
        return wizard

    def _reasons(self, wizard):
        """{number there: why it was left out}"""
        return {line.source_number: line.reason for line in wizard.line_ids}

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.crm_contracts.models import (
    crm_contract_collection_mixin as collection,
)
from odoo.addons.crm_contracts.models import crm_contract_receipt_queries as receipts
from odoo.addons.crm_contracts.models import crm_credit_queries as credit
from odoo.addons.crm_contracts.models import crm_customer_exposure_mixin as exposure
from odoo.addons.crm_contracts.models.crm_credit_rules import Standing


@tagged("post_install", "-at_install")
class TestStatementColumns(TransactionCase):
    """Statements read stored values: each column they read is stored before.

    PostgreSQL knows which columns a view depends on, so each statement becomes one.
    """

    def _read_columns(self, statement, width):
        """{table: its columns} that a statement with so many columns reads."""
        names = [SQL.identifier(f"column_{number}") for number in range(width)]
        self.env.cr.execute(
            SQL(
                "CREATE TEMP VIEW crm_test_statement (%s) AS %s",
                SQL(", ").join(names),
                statement,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
SELECT source.relname, field.attname
  FROM pg_rewrite rule
  JOIN pg_depend depends
    ON depends.classid = 'pg_rewrite'::regclass AND depends.objid = rule.oid
   AND depends.refclassid = 'pg_class'::regclass AND depends.refobjsubid > 0
  JOIN pg_class source ON source.oid = depends.refobjid
  JOIN pg_attribute field
    ON field.attrelid = depends.refobjid AND field.attnum = depends.refobjsubid
 WHERE rule.ev_class = 'crm_test_statement'::regclass
"""
            )
        )
        self.env.cr.execute("DROP VIEW crm_test_statement")
        columns = {}
        for table, name in rows:
            columns.setdefault(table, set()).add(name)
        return columns

    def _not_stored(self, columns, stored):
        """Columns ("table.column") that a list of fields by model leaves out."""
        missing = set()
        for table, names in columns.items():
            model = next(
                (m for m in self.env.registry.values() if m._table == table), None
            )
            if model is None:
                if not self._is_relation_stored(table, stored):
                    missing.add(table)
                continue
            known = stored.get(model._name, ())
            if known is not None:
                missing |= {f"{table}.{name}" for name in names - {"id", *known}}
        return missing

    def _is_relation_stored(self, table, stored):
        """Rows between two models are written with the field of either of them."""
        return any(
            names is None or field.name in names
            for model, names in stored.items()
            for field in self.env[model]._fields.values()
            if field.type == "many2many" and field.store and field.relation == table
        )

    def _credit_columns(self):
        customers = self.env["crm.customer"].sudo()
        scope = customers._credit_scope(
            self.env.company, credit.asked_partners([self.env.user.partner_id.id])
        )
        return self._read_columns(credit.credit_standings(scope), len(Standing._fields))

    def _collection_columns(self):
        _name, _takes, gives, statement = receipts.kept_collection()
        text = statement.code.replace("$1", "ARRAY[0]")
        return self._read_columns(
            SQL(text, *statement.params), gives.code.count(",") + 1
        )

    def test_credit_statement_reads_what_was_stored(self):
        columns = self._credit_columns()
        self.assertIn("amount_residual", columns["account_move_line"])
        self.assertIn("credit_limit", columns["res_partner"])
        self.assertIn("sale_order_transaction_rel", columns)
        self.assertEqual(self._not_stored(columns, exposure.READ_FIELDS), set())

    def test_a_forgotten_column_is_found(self):
        """Without these names the test above names the columns."""
        columns = self._credit_columns()
        orders = set(exposure.READ_FIELDS["sale.order"])
        forgotten = {
            **exposure.READ_FIELDS,
            "res.partner": ("parent_id", "commercial_partner_id"),
            "sale.order": orders - {"state", "transaction_ids"},
        }
        del forgotten["crm.credit.limit"]
        missing = self._not_stored(columns, forgotten)
        self.assertLessEqual(
            {
                "res_partner.credit_limit",
                "sale_order.state",
                "crm_credit_limit.amount",
            },
            missing,
        )

    def test_receipt_statement_reads_what_was_stored(self):
        columns = self._collection_columns()
        self.assertIn("debit_amount_currency", columns["account_partial_reconcile"])
        self.assertEqual(self._not_stored(columns, collection.READ_FIELDS), set())

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models
from odoo.exceptions import UserError

from . import crm_contract_import_queries as queries

_logger = logging.getLogger(__name__)


class CrmImportEngineMixin(models.AbstractModel):
    """Reads a table of another add-on in batches and takes its rows over, once.

    A model that inherits this names its table and says what came before (`_known`),
    what a row becomes or why it cannot (`_prepare`, UserError), and makes it (`_make`).
    """

    _name = "crm.import.engine.mixin"
    _description = "Import from the Table of another Add-on"

    _import_table = ""
    _import_batch = 200

    @api.model
    def _columns(self, table=None):
        """Names of the columns of a table; empty when this database has none."""
        rows = self.env.execute_query(queries.columns_of(table or self._import_table))
        return {name for (name,) in rows}

    @api.model
    def _count(self, company):
        """How many rows concern a company; 0 when this database has no table."""
        present = self._columns()
        if not present:
            return 0
        [(count,)] = self.env.execute_query(
            queries.number_of(self._import_table, present, company)
        )
        return count

    @api.model
    def _run(self, options, dry=False, today=None):
        """Takes over what was not taken over before; called as superuser.

        options: record of crm.contract.import; dry: only says what would happen
        Returns (number of new rows, number of known ones, what is left out as
        [(id, name, reason)]). A row that fails keeps none other from being imported.
        """
        today = today or self.env["crm.customer"]._today(options.company_id)
        present, last, total = self._columns(), 0, self._count(options.company_id)
        new, known, left, read = 0, 0, [], 0
        while rows := self._read(present, options.company_id, last):
            last, read = rows[-1]["id"], read + len(rows)
            fresh = self._fresh(rows)
            known += len(rows) - len(fresh)
            refused = self._take(fresh, options, dry, today)
            new, left = new + len(fresh) - len(refused), left + refused
            self.env.flush_all()
            self.env.invalidate_all()
            _logger.info("%s: %s of %s rows read", self._import_table, read, total)
        return new, known, left

    @api.model
    def _claim(self):
        """One import at a time: a second one waits, then starts over and sees all."""
        action = self.env.ref("crm_contracts.crm_contract_import_action")
        self.env.execute_query(queries.claim(action))

    @api.model
    def _read(self, present, company, last):
        rows = self.env.execute_query(
            queries.rows_after(
                self._import_table, present, company, last, self._import_batch
            )
        )
        return self._named(self._import_table, rows)

    @api.model
    def _named(self, table, rows):
        names = queries.TABLES[table]
        return [dict(zip(names, row, strict=True)) for row in rows]

    @api.model
    def _fresh(self, rows):
        known = self._known([self._ref_of(row) for row in rows])
        return [row for row in rows if self._ref_of(row) not in known]

    @api.model
    def _take(self, rows, options, dry, today):
        """What of the rows is left out: [(id, name, reason)]."""
        left = []
        for row in self._with_context_of(rows):
            try:
                with self.env.cr.savepoint(flush=not dry):
                    values = self._prepare(row, options, today)
                    if not dry:
                        self._make(row, values, options, today)
            except UserError as refusal:
                left.append((row["id"], self._title(row), str(refusal)))
        return left

    @api.model
    def _with_context_of(self, rows):
        """The rows with what is read once for all of them."""
        return rows

    @api.model
    def _known(self, refs):
        """Hook: those of the references that were imported before, as a set."""
        raise NotImplementedError

    @api.model
    def _prepare(self, row, options, today):
        """Hook: values of a row; raises UserError with why it is left out."""
        raise NotImplementedError

    @api.model
    def _make(self, row, values, options, today):
        """Hook: creates what `_prepare` gave the values of."""
        raise NotImplementedError

    @api.model
    def _ref_of(self, row):
        return f"{self._import_table},{row['id']}"

    @api.model
    def _title(self, row):
        parts = (self._text(row.get("number")), self._text(row.get("name")))
        return " ".join(filter(None, parts)) or f"#{row['id']}"

    @api.model
    def _text(self, value):
        """Text of a column, of the reader's language where it is translated."""
        if isinstance(value, dict):
            value = value.get(self.env.lang) or next(iter(value.values()), "")
        return value or ""

    @api.model
    def _linked(self, model, record_id):
        """A record that a row names, if it still is there."""
        return self.env[model].browse(record_id or ()).exists()

    @api.model
    def _partner_of(self, row):
        partner = self._linked("res.partner", row["partner_id"])
        if not partner:
            raise UserError(
                self.env._(
                    "Its customer is no contact of this database any more: name "
                    "another one there."
                )
            )
        return partner

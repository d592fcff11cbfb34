# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import csv
import io
from zipfile import BadZipFile
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from odoo import models
from odoo.exceptions import UserError

from . import crm_history_rules as rules
from . import crm_sales_queries as queries

XLSX_START = b"PK"
SHOWN = 60
# What a damaged archive, its XML (SyntaxError) and a book without sheets raise.
UNREADABLE = (
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    ZlibError,
    csv.Error,
)


class CrmSalesImportReadMixin(models.AbstractModel):
    """Reads the file of an import: rows to store, and what is wrong with which cell."""

    _name = "crm.sales.import.read.mixin"
    _description = "Reading of a Sales History File"

    def _raw_file(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _read_file(self):
        """(rows, faults); rows are dictionaries ready to store, faults name cells."""
        lines = iter(self._lines_of_file())
        columns = rules.columns_of(next(lines, []))
        self._check_head(columns)
        known = self._known_records()
        rows, faults = [], []
        for cells in rules.cells_of(lines, columns):
            row, wrong = self._read_row(cells, known)
            faults.extend(
                self._fault(cells, name, kind) for name, kind in wrong.items()
            )
            if not wrong:
                rows.append(row)
        if not rows and not faults:
            raise UserError(self.env._("%s has no row below its head.", self.name))
        return rows, faults

    def _lines_of_file(self):
        raw = self._raw_file()
        try:
            if not raw.startswith(XLSX_START):
                yield from rules.csv_rows(raw)
                return
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            yield from book.worksheets[0].iter_rows(values_only=True)
        except UNREADABLE as error:
            raise UserError(
                self.env._(
                    "%(name)s cannot be read: it is neither an XLSX file nor a CSV "
                    "file in UTF-8 or GB 18030. Save it again as one of these.",
                    name=self.file_name or self.name,
                )
            ) from error

    def _check_head(self, columns):
        missing = rules.missing_columns(columns)
        if missing:
            labels = self._column_labels()
            raise UserError(
                self.env._(
                    "The first row of %(name)s does not name the columns: %(columns)s. "
                    "Add them and upload the file again.",
                    name=self.file_name or self.name,
                    columns=", ".join(labels[name] for name in missing),
                )
            )

    def _known_records(self):
        """What rows are compared with, read once for the whole file."""
        self.env.flush_all()
        company = self.company_id
        scope = self.env["crm.customer"]._fact_scope(company)
        customers, codes = {}, {}
        for number, name, code in self.env.execute_query(
            queries.known_customers(company.id)
        ):
            customers.setdefault(name, []).append(number)
            codes[code] = number
        orders = self.env.execute_query(queries.known_orders(scope))
        return {
            "customers": customers,
            "codes": codes,
            "products": self._known_products(),
            "currencies": {c.name: c for c in self.env["res.currency"].search([])},
            "orders": {row[0] for row in orders},
            "imported": self._imported_references(),
            "sales": self._imported_sales(),
            "rates": {},
        }

    def _known_products(self):
        """{lower-case code, barcode or name: ids}"""
        products = self.env["product.product"].with_context(active_test=False)
        found = {}
        for product in products.search_fetch(
            [("company_id", "in", [False, self.company_id.id])],
            ["default_code", "barcode", "name"],
        ):
            for text in {product.default_code, product.barcode, product.name}:
                if text:
                    found.setdefault(text.strip().lower(), set()).add(product.id)
        return found

    def _imported_references(self):
        groups = self.env["crm.sales.history"]._read_group(
            [("company_id", "=", self.company_id.id), ("reference", "!=", False)],
            ["reference"],
        )
        return {reference.lower() for (reference,) in groups}

    def _imported_sales(self):
        """{(customer id, day, amount)} of imported sales that have no reference."""
        rows = self.env.execute_query(queries.unnamed_sales(self.company_id.id))
        return {(customer, day, float(amount)) for customer, day, amount in rows}

    def _read_row(self, cells, known):
        """({column of the table: value}, {column of the file: kind of fault})"""
        values, wrong = rules.read_cells(cells)
        customer = self._find_customer(values, known, wrong)
        product = self._find_product(values, known, wrong)
        self._check_document(values, known, wrong)
        amount = self._in_company_currency(values, known, wrong)
        sale = (customer, values.get("date"), amount)
        if not values.get("reference") and sale in known["sales"]:
            wrong["amount"] = "sale"
        return {
            "number": cells.number,
            "customer": customer,
            "day": values.get("date"),
            "amount": amount,
            "quantity": values.get("quantity") or 0.0,
            "product": product,
            "reference": values.get("reference") or None,
        }, wrong

    def _find_customer(self, values, known, wrong):
        """By code where there is one, else by the name of one account only."""
        code, name = values.get("code"), values.get("customer")
        if code:
            found = known["codes"].get(code.lower())
            if not found:
                wrong["code"] = "code"
            return found
        if not name:
            return None
        found = known["customers"].get(name.lower(), [])
        if len(found) != 1:
            wrong["customer"] = "twins" if found else "customer"
            return None
        return found[0]

    def _find_product(self, values, known, wrong):
        """Id of the product, or 0."""
        text = values.get("product")
        if not text:
            return 0
        found = known["products"].get(text.lower(), ())
        if len(found) == 1:
            return next(iter(found))
        if not self.keep_unknown_products:
            wrong["product"] = "products" if found else "product"
        return 0

    def _check_document(self, values, known, wrong):
        """Nothing counts twice: neither what Odoo holds nor what was imported."""
        day = values.get("date")
        if day and day > self.date_limit:
            wrong["date"] = "late"
        reference = (values.get("reference") or "").lower()
        if reference in known["orders"]:
            wrong["reference"] = "order"
        elif reference in known["imported"]:
            wrong["reference"] = "imported"

    def _in_company_currency(self, values, known, wrong):
        own = self.company_id.currency_id
        amount, name = values.get("amount"), values.get("currency")
        if amount is None:
            return None
        currency = known["currencies"].get(name.upper()) if name else own
        if not currency:
            wrong["currency"] = "currency"
            return None
        day = values.get("date")
        if currency == own or not day:
            return own.round(amount)
        key = (currency.id, day)
        if key not in known["rates"]:
            known["rates"][key] = currency._get_conversion_rate(
                currency, own, self.company_id, day
            )
        return own.round(amount * known["rates"][key])

    def _fault(self, cells, name, kind):
        content = cells.values.get(name)
        return {
            "number": cells.number,
            "column": self._column_labels()[name],
            "content": "" if content is None else str(content)[:SHOWN],
            "message": self._fault_words()[kind],
        }

    def _column_labels(self):
        return {
            "customer": self.env._("Customer"),
            "code": self.env._("Customer Code"),
            "date": self.env._("Date"),
            "amount": self.env._("Amount"),
            "reference": self.env._("Reference"),
            "product": self.env._("Product"),
            "quantity": self.env._("Quantity"),
            "currency": self.env._("Currency"),
        }

    def _fault_words(self):
        limit = self.date_limit
        return {
            "empty": self.env._("The cell is empty."),
            "date": self.env._("No day: write year, month, day, as in 2024-03-31."),
            "number": self.env._("No number."),
            "customer": self.env._(
                "No customer has this name: register the customer, or give its code."
            ),
            "twins": self.env._("Several customers have this name: give the code."),
            "code": self.env._("No customer of the company has this code."),
            "product": self.env._(
                "No product has this code, barcode or name; or keep sales of unknown "
                "products."
            ),
            "products": self.env._("Several products have this name: give the code."),
            "currency": self.env._("No active currency has this code."),
            "late": self.env._(
                "Later than %s: Odoo holds the sales of that time.", limit
            ),
            "order": self.env._("Odoo holds an order with this reference."),
            "imported": self.env._("Another import holds this reference."),
            "sale": self.env._(
                "Another import holds such a sale: give references, or leave it out."
            ),
        }

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading the sales of an older system from text cells, without the ORM."""

import csv
import io
import re
from datetime import date, datetime
from typing import NamedTuple

# What the head of a column may be called, in the languages of older systems.
HEADS = {
    "customer": {"customer", "customer name", "client", "客户", "客户名称"},
    "code": {"customer code", "code", "client code", "客户编号", "客户代码"},
    "date": {"date", "order date", "sales date", "日期", "销售日期", "订单日期"},
    "amount": {"amount", "untaxed amount", "sales", "turnover", "金额", "销售额"},
    "reference": {"reference", "order", "document", "order number", "单号", "订单号"},
    "product": {"product", "product code", "item", "产品", "产品编号", "商品"},
    "quantity": {"quantity", "qty", "数量"},
    "currency": {"currency", "币种", "货币"},
}
DAYS = [
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ T]\d{1,2}:\d{2}(:\d{2})?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
]
# A day before is a slip of the pen, and would make thousands of empty months.
FIRST_YEAR = 1970
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t|"
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)


class CellError(ValueError):
    """A cell that cannot be read; its first argument names the kind of fault."""


class Cells(NamedTuple):
    """One row of the file: its number as a spreadsheet shows it, {column: cell}."""

    number: int
    values: dict


def columns_of(head):
    """{name of HEADS: place} of the known columns of a head line.

    >>> columns_of(["Customer ", "DATE", "Remark", "金额"])
    {'customer': 0, 'date': 1, 'amount': 3}
    """
    found = {}
    for place, title in enumerate(head):
        words = str(title or "").strip().lower()
        for name, known in HEADS.items():
            if words in known:
                found.setdefault(name, place)
    return found


def missing_columns(columns):
    """Names of columns without which no row can be read.

    >>> missing_columns({"code": 0, "date": 1})
    ['amount']
    >>> missing_columns({})
    ['customer', 'date', 'amount']
    """
    missing = [] if {"customer", "code"} & set(columns) else ["customer"]
    return missing + [name for name in ("date", "amount") if name not in columns]


def read_date(cell):
    """The day of a cell: a real date, or year, month and day in this order.

    Other orders are refused, because 03/04/2020 is two days.

    >>> read_date("2020/3/4"), read_date(datetime(2020, 3, 4, 15))
    (datetime.date(2020, 3, 4), datetime.date(2020, 3, 4))
    """
    day = _day_of(cell)
    if day.year < FIRST_YEAR:
        raise CellError("date")
    return day


def _day_of(cell):
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell if cell is not None else "").strip()
    if not text:
        raise CellError("empty")
    for known in DAYS:
        if found := known.fullmatch(text):
            try:
                return date(*(int(part) for part in found.groups()[:3]))
            except ValueError:
                break
    raise CellError("date")


def read_number(cell):
    """The number of a cell; a text may group thousands, brackets are negative.

    The last of point and comma separates decimals, but a single comma before three
    digits groups thousands.

    >>> read_number("1,234.50"), read_number("1.234,50"), read_number("(1,200)")
    (1234.5, 1234.5, -1200.0)
    """
    if isinstance(cell, bool) or cell is None:
        raise CellError("empty" if cell is None else "number")
    if isinstance(cell, int | float):
        return _finite(float(cell))
    text = re.sub(r"[\s\u00a0'¥$€]", "", str(cell))
    if not text:
        raise CellError("empty")
    negative = text.startswith("(") and text.endswith(")")
    text = _with_point(text.strip("()"))
    if not NUMBER.fullmatch(text):
        raise CellError("number")
    return _finite(-float(text) if negative else float(text))


def _finite(value):
    # what is larger is no amount but a damaged cell
    if not abs(value) < 1e13:
        raise CellError("number")
    return value


def _with_point(text):
    """The text of a number with a decimal point and no other separators."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma < 0:
        return text.replace(".", "") if text.count(".") > 1 else text
    if point > comma:
        return text.replace(",", "")
    if point < 0 and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", text):
        return text.replace(",", "")
    return text.replace(".", "").replace(",", ".")


def decode(raw):
    """Text of a CSV file in UTF-8 or in the code of older Chinese systems.

    >>> decode("客户".encode("gb18030")) == decode("客户".encode()) == "客户"
    True
    """
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # no text of a spreadsheet, and nothing that a database stores
        if "\0" not in text:
            return text
    raise CellError("encoding")


def csv_rows(raw):
    """Lists of cells of a CSV file, one after the other; the head tells the delimiter.

    >>> list(csv_rows(b"a;b\\n1;2\\n"))
    [['a', 'b'], ['1', '2']]
    """
    text = decode(raw)
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def cells_of(rows, columns):
    """`Cells` of the rows below the head; rows without any content are left out.

    >>> list(cells_of([["Ann", 5], ["", None]], {"customer": 0, "amount": 1}))
    [Cells(number=2, values={'customer': 'Ann', 'amount': 5})]
    """
    for number, row in enumerate(rows, start=2):
        row = list(row)
        if all(cell is None or not str(cell).strip() for cell in row):
            continue
        yield Cells(
            number,
            {
                name: row[place] if place < len(row) else None
                for name, place in columns.items()
            },
        )


def read_cells(cells):
    """({name: value}, {name: fault}) of one row: every faulty cell, not the first only.

    >>> read_cells(Cells(2, {"customer": " Ann ", "date": "soon", "amount": ""}))
    ({'customer': 'Ann'}, {'date': 'date', 'amount': 'empty'})
    """
    readers = {"date": read_date, "amount": read_number, "quantity": read_number}
    values, faults = {}, {}
    for name, cell in cells.values.items():
        try:
            values[name] = readers.get(name, _read_text)(cell)
        except CellError as error:
            if name == "quantity" and error.args[0] == "empty":
                values[name] = 0.0
            else:
                faults[name] = error.args[0]
    if not values.get("customer") and not values.get("code"):
        faults["customer"] = "empty"
    return values, faults


def _read_text(cell):
    # spreadsheets keep a code of digits as a number
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell if cell is not None else "").strip()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the XLSX files of the suite have in common."""

import io

from xlsxwriter import Workbook

# A text that starts like a formula stays text, also when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMATS = {
    "head": {"bold": True, "bg_color": "#EDEDED", "bottom": 1},
    "title": {"bold": True, "font_size": 14},
    "text": {},
    "quoted": {"quote_prefix": True},
    "number": {"num_format": "#,##0.##"},
    "integer": {"num_format": "#,##0"},
    "money": {"num_format": "#,##0.00"},
}
# Sheet names are at most this long and hold none of these.
NAME_LENGTH, NAME_BANNED = 31, str.maketrans("", "", "[]:*?/\\'")


class XlsxBook:
    """A workbook whose texts never become formulas.

    formats: {name: xlsxwriter format} besides FORMATS; options: of the Workbook
    """

    def __init__(self, formats=None, file=None, **options):
        self.file = file or io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, **options}
        self.book = Workbook(self.file, options)
        self.formats = {
            name: self.book.add_format(values)
            for name, values in {**FORMATS, **(formats or {})}.items()
        }

    def add_sheet(self, name=""):
        name = (name or "").translate(NAME_BANNED)[:NAME_LENGTH]
        return self.book.add_worksheet(name or None)

    def write_head(self, sheet, labels, widths, row=0):
        """Heads of the columns; widths: of the first one, and of the others."""
        for column, label in enumerate(labels):
            sheet.write_string(row, column, label, self.formats["head"])
            sheet.set_column(column, column, widths[1 if column else 0])
        sheet.freeze_panes(row + 1, 1)

    def write_text(self, sheet, place, value, style="text"):
        if value.startswith(FORMULA_STARTS):
            style = "quoted"
        sheet.write_string(*place, value, self.formats[style])

    def write_value(self, sheet, place, value, style="number"):
        """A number in its style, or the name of anything else."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(*place, value, self.formats[style])
        else:
            text = str(getattr(value, "display_name", value) or "")
            self.write_text(sheet, place, text)

    def close(self):
        """Ends the file; returns its bytes."""
        self.book.close()
        return self.file.getvalue()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError

from ..models.crm_number_rules import plain_number

ROWS = 10
NAMES = ("order_line_id", "goods", "quantity", "defect_id", "amount", "remedy")


class ComplaintRows:
    """The lines of a complaint as a visitor typed them, checked one by one.

    lists: {name: [text per row]}. A choice is looked up among what the visitor's own
    company bought, so that an id of somebody else finds nothing.
    """

    def __init__(self, env, partner, lists):
        self.env = env
        self.partner = partner
        self.documents = {}
        count = max((len(lists.get(name, ())) for name in NAMES), default=0)
        self.rows = [
            {name: _nth(lists.get(name, ()), number) for name in NAMES}
            for number in range(min(count, ROWS))
        ]

    def shown(self, more=0):
        """Rows of the form: those typed, at least one, and so many more."""
        wanted = min(max(len(self.rows), 1) + more, ROWS)
        empty = [dict.fromkeys(NAMES, "") for _ in range(wanted - len(self.rows))]
        return self.rows + empty

    def values(self):
        """Values of the complaint lines; raises UserError that says what to change."""
        self._check_goods()
        return [self._row_values(row) for row in self.rows if any(row.values())]

    def chosen(self):
        """[(value, label)] of the documents that were chosen."""
        lines = self.env["crm.complaint.line"].sudo()
        found = {
            row["order_line_id"]: self._document(row["order_line_id"])
            for row in self.rows
        }
        return [
            (choice, lines._label_of_document(document))
            for choice, document in found.items()
            if document is not None
        ]

    def _check_goods(self):
        """A wish stands for itself; so many of nothing does not."""
        for number, row in enumerate(self.rows, start=1):
            if row["quantity"] and not any({**row, "quantity": ""}.values()):
                raise UserError(
                    self.env._(
                        "Line %s: which goods do you mean? Choose them, or name them "
                        "in words.",
                        number,
                    )
                )

    def company(self):
        """The company that sold what was chosen, if any."""
        for row in self.rows:
            document = self._document(row["order_line_id"])
            if document is not None:
                return document.company_id
        return self.env["res.company"]

    def _document(self, choice):
        """The own order, invoice or delivery line of a choice, looked up once."""
        if choice not in self.documents:
            lines = self.env["crm.complaint.line"].sudo()
            self.documents[choice] = lines._portal_document(self.partner, choice)
        return self.documents[choice]

    def _row_values(self, row):
        lines = self.env["crm.complaint.line"].sudo()
        values = {}
        if row["order_line_id"]:
            document = self._document(row["order_line_id"])
            if document is None:
                raise UserError(self.env._("Please choose one of your own orders."))
            values = lines._values_from_document(document)
        quantity = self._number(row["quantity"])
        if quantity:
            values["quantity"] = quantity
        values["goods"] = row["goods"]
        values["amount_claimed"] = self._number(row["amount"])
        remedies = dict(self.env["crm.complaint"]._selection_remedy())
        values["remedy"] = row["remedy"] if row["remedy"] in remedies else False
        values["defect_id"] = row["defect_id"] and self._defect(row["defect_id"]).id
        return values

    def _defect(self, wanted):
        defects = self.env["crm.complaint.defect"].sudo().search([])
        return defects.filtered(lambda d: str(d.id) == wanted)

    def _number(self, typed):
        try:
            number = float(plain_number(typed, self._thousands()) or 0)
        except ValueError:
            number = -1.0
        if not 0 <= number < 1e12:
            raise UserError(
                self.env._("Please type the quantity and the amount as numbers.")
            )
        return number

    def _thousands(self):
        """The mark with which the visitor's language groups digits."""
        code = self.env.lang or "en_US"
        return self.env["res.lang"]._get_data(code=code).thousands_sep or ","


def _nth(texts, number):
    return (texts[number] if number < len(texts) else "").strip()[:80]

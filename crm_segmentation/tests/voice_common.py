# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_customer_voice_mixin import VoiceItem

from .common import SegmentationCommon


class VoiceCommon(SegmentationCommon):
    """An index of three questions and answers of any customers; holds no tests.

    product 60 (economy 1, safety 3) and service 40: shares 0.15, 0.45 and 0.4.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.said, cls.told = [], []
        cls._listen(cls.said, cls.told)
        cls.index = cls.env["crm.voice.index"].create(
            {
                "name": "Test Index",
                "sequence": -1,
                "company_id": cls.company.id,
                "min_answers": 1,
            }
        )
        cls.of_product = cls._create_node("Product", 60)
        cls.economy = cls._create_node("Economy", 1, "economy", cls.of_product)
        cls.safety = cls._create_node("Safety", 3, "safety", cls.of_product)
        cls.service = cls._create_node("Service", 40, "service")
        cls.customer = cls._create_customer()

    def setUp(self):
        super().setUp()
        self.said.clear()
        self.told.clear()

    @classmethod
    def _listen(cls, said, told):
        """Nobody else is heard than the customers of the test."""
        items = [
            VoiceItem("economy", "Economy", "Product"),
            VoiceItem("safety", "Safety", "Product"),
            VoiceItem("service", "Service", "Service"),
            VoiceItem("overall", "Overall", "All in All", is_whole=True),
        ]

        def sources(self, scope):
            return _values(_in_scope(said, self, scope), ANSWER)

        def care(self, scope):
            return _values(_in_scope(told, self, scope), CARE)

        account = cls.env.registry["crm.customer"]
        cls.classPatch(account, "_voice_items", lambda self: items)
        cls.classPatch(account, "_voice_sources", sources)
        cls.classPatch(account, "_care_sources", care)

    @classmethod
    def _create_node(cls, name, weight, item=False, parent=None):
        return cls.env["crm.voice.node"].create(
            {
                "index_id": cls.index.id,
                "name": name,
                "weight": weight,
                "item": item,
                "parent_id": parent.id if parent else False,
            }
        )

    @classmethod
    def _say(cls, customer, day, scores, whole=None, expected=None):
        """One sheet: {item: score}; expectations {item: score}."""
        sheet = len(cls.said) + 1
        for item, score in scores.items():
            wished = (expected or {}).get(item)
            record = len(cls.said) + 1
            cls.said.append(
                (customer.id, record, sheet, day, item, score, wished, whole)
            )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _tell(cls, customer, day, kind, is_fault=False, hours=0):
        number = len(cls.told) + 1
        cls.told.append(
            (
                customer.id,
                number,
                day,
                kind,
                is_fault,
                hours,
                "crm.customer",
                customer.id,
            )
        )
        cls.env.flush_all()

    def _rows(self, model, **values):
        self.env.flush_all()
        self.env.invalidate_all()
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env[model].search(domain)


ANSWER = SQL(
    "(customer_id, record, sheet, day, item, perceived, expected, whole)",
)
CARE = SQL("(customer_id, record, day, kind, is_fault, hours, model, res_id)")


def _in_scope(rows, customers, scope):
    """Rows of the customers that the scope looks at."""
    ids = {row[0] for row in rows}
    accounts = customers.sudo().with_context(active_test=False).browse(ids)
    mine = accounts.filtered(lambda c: c.company_id.id == scope.company_id).ids
    if scope.customer_ids is not None:
        mine = set(mine) & set(scope.customer_ids)
    return [row for row in rows if row[0] in mine]


def _values(rows, columns):
    """List of one SQL with these rows, or none."""
    if not rows:
        return []
    given = [SQL("(%s)", SQL(", ").join(_literal(value) for value in r)) for r in rows]
    values = SQL(", ").join(given)
    return [SQL("SELECT * FROM (VALUES %s) AS given%s", values, columns)]


def _literal(value):
    kinds = {bool: "boolean", float: "float8", int: "bigint", str: "text"}
    kind = kinds.get(type(value), "date" if value else "float8")
    if kind == "bigint":
        return SQL("%s::bigint", value)
    if kind == "float8":
        return SQL("%s::float8", value)
    if kind == "date":
        return SQL("%s::date", value)
    return SQL("%s", value) if kind == "boolean" else SQL("%s::text", value)

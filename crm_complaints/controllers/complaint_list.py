# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain
from odoo.tools import groupby


class ComplaintList:
    """How a visitor wants the list: sorted, filtered, grouped, searched.

    Every key comes from the address bar; an unknown one falls back to the default.
    """

    def __init__(self, env, wanted):
        self.env = env
        self.sortby = _known(wanted.get("sortby"), self.sortings, "date")
        self.filterby = _known(wanted.get("filterby"), self.filters, "all")
        self.groupby = _known(wanted.get("groupby"), self.groupings, "none")
        self.search_in = _known(wanted.get("search_in"), self.inputs, "all")
        self.search = (wanted.get("search") or "").strip()[:100]

    @property
    def sortings(self):
        return {
            "date": {"label": self.env._("Newest"), "order": "date_opened desc, id"},
            "number": {"label": self.env._("Number"), "order": "name desc"},
            "stage": {"label": self.env._("Stage"), "order": "stage_id, id desc"},
        }

    @property
    def filters(self):
        waiting = self.env["crm.complaint"]._waiting_for_customer_domain()
        return {
            "all": {"label": self.env._("All"), "domain": []},
            "open": {"label": self.env._("Open"), "domain": [("is_open", "=", True)]},
            "done": {"label": self.env._("Done"), "domain": [("is_open", "=", False)]},
            "waiting": {"label": self.env._("Waiting for me"), "domain": waiting},
        }

    @property
    def groupings(self):
        return {
            "none": {"label": self.env._("None"), "input": "none"},
            "stage": {"label": self.env._("Stage"), "input": "stage"},
            "kind": {"label": self.env._("Kind"), "input": "kind"},
            "contact": {"label": self.env._("Contact"), "input": "contact"},
        }

    @property
    def inputs(self):
        return {
            "all": {"input": "all", "label": self.env._("Search in All")},
            "number": {"input": "number", "label": self.env._("Search Number")},
            "subject": {"input": "subject", "label": self.env._("Search Subject")},
            "product": {"input": "product", "label": self.env._("Search Product")},
        }

    @property
    def domain(self):
        domain = Domain(self.filters[self.filterby]["domain"])
        if not self.search:
            return domain
        fields = {
            "number": ["name"],
            "subject": ["subject"],
            "product": ["line_ids.product_id"],
        }
        names = fields.get(self.search_in, ["name", "subject", "line_ids.product_id"])
        return domain & Domain.OR(Domain(name, "ilike", self.search) for name in names)

    @property
    def order(self):
        """Groups stay together over the pages."""
        first = {"stage": "stage_id, ", "kind": "kind, ", "contact": "partner_id, "}
        return first.get(self.groupby, "") + self.sortings[self.sortby]["order"]

    @property
    def url_args(self):
        return {
            "sortby": self.sortby,
            "filterby": self.filterby,
            "groupby": self.groupby,
            "search_in": self.search_in,
            "search": self.search,
        }

    def groups(self, complaints):
        """[(title, complaints)] of a page; one group without title when not grouped."""
        kinds = dict(self.env["crm.complaint"]._selection_kind())
        titles = {
            "stage": lambda complaint: complaint._stage_words(),
            "kind": lambda complaint: kinds[complaint.kind],
            "contact": lambda complaint: complaint.partner_id.name,
        }
        title = titles.get(self.groupby)
        if not title or not complaints:
            return [("", complaints)]
        return [
            (key, complaints.browse().concat(*found))
            for key, found in groupby(complaints, key=title)
        ]

    def values(self):
        """Values of portal.portal_searchbar."""
        return {
            **self.url_args,
            "searchbar_sortings": self.sortings,
            "searchbar_filters": self.filters,
            "searchbar_groupby": self.groupings,
            "searchbar_inputs": self.inputs,
        }


def _known(wanted, choices, default):
    return wanted if wanted in choices else default

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from . import crm_review_rules as rules

# Shown as they are counted; averages are of the complaints that have the figure.
MEASURES = (
    "__count",
    "hours_acknowledge:avg",
    "hours_response:avg",
    "hours_solution:avg",
    "kept_response:avg",
    "kept_solution:avg",
    "reopened_count:sum",
    "escalated_count:sum",
    "crisis_count:sum",
    "repeat_percent:avg",
    "rating:avg",
    "amount_claimed:sum",
    "amount_compensated:sum",
)


class CrmComplaintReviewFiguresMixin(models.AbstractModel):
    """The figures of a management review: one query for each table.

    A section is {"title": str, "labels": [str], "rows": [[[value, kind], ...], ...]}
    with the kinds text, number, hours, percent, money (of the company) and rating; None
    is shown empty. Another module adds a section by extending _sections.
    """

    _name = "crm.complaint.review.figures.mixin"
    _description = "Figures of a Complaint Review"

    def _sections(self):
        self.ensure_one()
        return [
            self._section_summary(),
            self._section_by("team_id", self.env._("By Team")),
            self._section_by("category_id", self.env._("By Category")),
            self._section_by("kind", self.env._("By Kind")),
            self._section_by("vip_tier_id", self.env._("By VIP Tier")),
            self._section_by("age_group", self.env._("By Age")),
            self._section_products(),
            self._section_causes(),
        ]

    def _section_summary(self):
        """Received in the period beside the period before, and the change."""
        before = rules.period_before(self.date_from, self.date_to)
        now = self._totals(self._received_domain(self.date_from, self.date_to))
        then = self._totals(self._received_domain(*before))
        figures = [(label, kind, now[n], then[n]) for n, label, kind in self._labels()]
        opened = (self._open_at(self.date_to), self._open_at(before[1]))
        figures.append((self.env._("Open at the End"), "number", *opened))
        return {
            "title": self.env._("Summary"),
            "labels": [
                self.env._("Figure"),
                self.env._("This Period"),
                self.env._("Period Before"),
                self.env._("Change %"),
            ],
            "rows": [
                [
                    [label, "text"],
                    [value, kind],
                    [earlier, kind],
                    [rules.change(value or 0, earlier), "percent"],
                ]
                for label, kind, value, earlier in figures
            ],
        }

    def _section_of(self, title, columns, rows):
        """A section whose columns, [(label, kind), ...], have one kind each."""
        kinds = [kind for _label, kind in columns]
        return {
            "title": title,
            "labels": [label for label, _kind in columns],
            "rows": [
                [list(cell) for cell in zip(row, kinds, strict=True)] for row in rows
            ],
        }

    def _section_by(self, field, title):
        """One row for each value of a field of the analysis."""
        labels = [row for row in self._labels() if row[0] in self._short()]
        groups = self._reports()._read_group(
            self._received_domain(self.date_from, self.date_to), [field], MEASURES
        )
        names = self._value_names(field)
        rows = []
        for value, *figures in sorted(groups, key=lambda row: -row[1]):
            by_name = dict(zip(MEASURES, figures, strict=True))
            shown = names.get(value) if names else value.display_name
            rows.append(
                [shown or self.env._("None")] + [by_name[row[0]] for row in labels]
            )
        columns = [(title, "text"), *((label, kind) for _n, label, kind in labels)]
        return self._section_of(title, columns, rows)

    def _section_products(self):
        """Products complained about: complaints, and what their lines claim."""
        groups = self.env["crm.complaint.line"]._read_group(
            [
                ("product_id", "!=", False),
                *self._received_domain(self.date_from, self.date_to, "complaint_id."),
            ],
            ["product_id"],
            ["complaint_id:count_distinct", "quantity:sum"],
            order="complaint_id:count_distinct DESC",
            limit=20,
        )
        columns = [
            (self.env._("Product"), "text"),
            (self.env._("Complaints"), "number"),
            (self.env._("Quantity"), "number"),
        ]
        rows = [[product.display_name, *figures] for product, *figures in groups]
        return self._section_of(self.env._("Products"), columns, rows)

    def _section_causes(self):
        """Pareto of the causes: the few that make most of the complaints come first."""
        groups = self._reports()._read_group(
            self._received_domain(self.date_from, self.date_to)
            & Domain("cause_id", "!=", False),
            ["cause_id"],
            ["__count"],
        )
        rows = rules.pareto([(cause.display_name, count) for cause, count in groups])
        columns = [
            (self.env._("Cause"), "text"),
            (self.env._("Complaints"), "number"),
            (self.env._("Share %"), "percent"),
            (self.env._("Cumulative %"), "percent"),
        ]
        return self._section_of(self.env._("Causes (Pareto)"), columns, rows)

    def _totals(self, domain):
        [row] = self._reports()._read_group(domain, [], MEASURES)
        return dict(zip(MEASURES, row, strict=True))

    def _open_at(self, day):
        """Complaints received until a day that were neither solved nor closed then,
        whether or not they were opened again later; of the team that had them then."""
        end = self._utc(day + timedelta(days=1))
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_opened", "<", end)
            & (Domain("date_solved", "=", False) | Domain("date_solved", ">=", end))
            & (Domain("date_closed", "=", False) | Domain("date_closed", ">=", end))
            & Domain(
                "reopening_ids",
                "not any",
                Domain("date_done", "<", end) & Domain("date", ">=", end),
            )
        )
        complaints = self.env["crm.complaint"]
        if not self.team_id:
            return complaints.search_count(domain)
        teams = complaints.search(domain)._teams_at(end)
        return list(teams.values()).count(self.team_id)

    def _received_domain(self, first, last, prefix=""):
        """Received from the first to the last day in the company's time zone."""
        domain = (
            Domain(f"{prefix}company_id", "=", self.company_id.id)
            & Domain(f"{prefix}phase", "!=", "cancelled")
            & Domain(f"{prefix}date_opened", ">=", self._utc(first))
            & Domain(f"{prefix}date_opened", "<", self._utc(last + timedelta(days=1)))
        )
        if self.team_id:
            domain &= Domain(f"{prefix}team_id", "=", self.team_id.id)
        return domain

    def _utc(self, day):
        """The start of a day of the company, as naive UTC."""
        return self.env["crm.customer"]._fact_scope(self.company_id).start_of(day)

    def _reports(self):
        return self.env["crm.complaint.report"]

    def _value_names(self, field):
        """{value: label} of a selection; empty for records, which name themselves."""
        definition = self._reports()._fields[field]
        if definition.type != "selection":
            return {}
        return dict(definition._description_selection(self.env))

    def _short(self):
        """The measures that the tables by team, category and so on show."""
        return {
            "__count",
            "hours_response:avg",
            "hours_solution:avg",
            "kept_response:avg",
            "kept_solution:avg",
            "rating:avg",
            "amount_compensated:sum",
        }

    def _labels(self):
        """(measure, label, kind) in the order in which they are shown."""
        kinds = {
            "amount": "money",
            "hours": "hours",
            "kept": "percent",
            "repeat": "percent",
        }
        labels = []
        for measure in MEASURES:
            name = measure.partition(":")[0]
            field = self._reports()._fields.get(name)
            if field is None:
                labels.append((measure, self.env._("Complaints"), "number"))
                continue
            kind = "rating" if name == "rating" else "number"
            kind = kinds.get(name.partition("_")[0], kind)
            labels.append((measure, field._description_string(self.env), kind))
        return labels

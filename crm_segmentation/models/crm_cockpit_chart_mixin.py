# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import (
    CockpitChart,
    CockpitPoint,
    CockpitSeries,
)

from . import crm_cockpit_rules as rules

MOST_REGIONS = 10
EVERY_TEAM = (
    "crm_lifecycle.crm_lifecycle_group_director",
    "crm_lifecycle.crm_lifecycle_group_archive",
    "crm_segmentation.crm_segmentation_group_analyst",
)


class CrmCockpitChartMixin(models.AbstractModel):
    """The pictures that customers, their stages, tiers, classes and turnover give."""

    _name = "crm.cockpit.chart.mixin"
    _description = "Pictures of the Cockpit"

    @api.model
    def _cockpit_chart_forecast(self, scope):
        """Twelve months: sold, expected by the season before them, and the target."""
        return CockpitChart(
            key="forecast",
            title=self.env._("Sold and Expected"),
            kind="line",
            points=tuple(
                CockpitPoint(
                    format_date(self.env, month, date_format="MMM yyyy"),
                    "crm.customer.month",
                    scope.of_customers & Domain("month", "=", month),
                )
                for month in scope.months
            ),
            series=self._cockpit_forecast_series(scope),
            note=self.env._(
                "Expected: what the twelve months before brought, spread by the season "
                "of the years before. The target is a setting of the company."
            ),
            sequence=10,
        )

    @api.model
    def _cockpit_forecast_series(self, scope):
        sold = scope.figures.get("turnover", {})
        months = scope.months
        lines = (
            (self.env._("Sold"), rules.points(sold, months)),
            (self.env._("Expected"), rules.expected(sold, months)),
            (
                self.env._("Target"),
                rules.targets(sold, months, self._cockpit_target(scope)),
            ),
        )
        return tuple(
            CockpitSeries(label, tuple(values), "money")
            for label, values in lines
            if any(value is not None for value in values)
        )

    @api.model
    def _cockpit_target(self, scope):
        """Yearly target of the companies; nothing for who looks at a part of them."""
        if scope.team or not self._cockpit_sees_all():
            return 0
        return sum(scope.companies.sudo().mapped("segmentation_annual_target"))

    @api.model
    def _cockpit_sees_all(self):
        return any(self.env.user.has_group(group) for group in EVERY_TEAM)

    @api.model
    def _cockpit_chart_funnel(self, scope):
        """Customers of each stage; who entered it in the period, moved on, how fast."""
        stages = self.env["crm.lifecycle.stage"]
        stages = stages.search(stages._company_domain(scope.companies))
        counts = {stage: count for stage, count, _sold in scope.groups["stage_id"]}
        stages |= stages.union(*counts)
        passages = [self._cockpit_passage(scope, stage) for stage in stages]
        return CockpitChart(
            key="funnel",
            title=self.env._("Stages"),
            kind="bar",
            points=tuple(
                CockpitPoint(
                    stage.display_name,
                    "crm.customer",
                    scope.customers & Domain("stage_id", "=", stage.id),
                    self._cockpit_passage_words(*passage[2:]),
                )
                for stage, passage in zip(stages, passages, strict=True)
            ),
            series=self._cockpit_passage_series(
                [counts.get(stage, 0) for stage in stages], passages
            ),
            note=self.env._(
                "Beside a stage: of the customers who entered it in the period, how "
                "many moved on to a later one, and after how many days on average."
            ),
            sequence=20,
        )

    @api.model
    def _cockpit_passage_series(self, counts, passages):
        columns = list(zip(*passages, strict=True)) or [()] * 4
        return (
            CockpitSeries(self.env._("Customers"), tuple(counts)),
            CockpitSeries(self.env._("Entered"), columns[0], is_drawn=False),
            CockpitSeries(self.env._("Moved on"), columns[1], is_drawn=False),
            CockpitSeries(self.env._("Share"), columns[2], "percent", False),
            CockpitSeries(self.env._("Time"), columns[3], "days", False),
        )

    @api.model
    def _cockpit_passage(self, scope, stage):
        """(entered, moved on, share, days); nobody moves on from a loss."""
        entered, moved, days = (
            scope.recorded((measure, stage.id))
            for measure in ("stage_entered", "stage_moved", "stage_days")
        )
        if stage.is_lost or stage.strategy == "win_back":
            return entered, None, None, None
        return entered, moved, *rules.conversion(entered, moved, days)

    @api.model
    def _cockpit_passage_words(self, share, days):
        if share is None:
            return ""
        percent = f"{share * 100:.0f}"
        if days is None:
            return self.env._("%s %% moved on", percent)
        return self.env._(
            "%(percent)s %% moved on in %(days)s days",
            percent=percent,
            days=f"{days:.0f}",
        )

    @api.model
    def _cockpit_chart_tiers(self, scope):
        groups = scope.groups["vip_tier_id"]
        tiers = sorted(groups, key=lambda row: -row[0].sudo().sequence if row[0] else 1)
        rows = [
            (
                tier.sudo().display_name if tier else self.env._("Without Tier"),
                Domain("vip_tier_id", "=", tier.id),
                (count, amount),
            )
            for tier, count, amount in tiers
        ]
        chart = self._cockpit_share_chart(scope, rows)
        return chart._replace(key="tier", title=self.env._("VIP Tiers"), sequence=40)

    @api.model
    def _cockpit_chart_classes(self, scope):
        groups = scope.groups["abc_class"]
        rows = [
            (
                name or self.env._("Not Classified"),
                Domain("abc_class", "=", name),
                (count, amount),
            )
            for name, count, amount in sorted(groups, key=lambda row: row[0] or "Z")
        ]
        chart = self._cockpit_share_chart(scope, rows)
        return chart._replace(key="abc", title=self.env._("ABC Classes"), sequence=50)

    @api.model
    def _cockpit_chart_regions(self, scope):
        """The largest regions by name, the others together."""
        found = scope.groups["state_id"]
        known = sorted(
            (row for row in found if row[0]), key=lambda row: (-row[2], row[0].id)
        )
        rows = [
            (state.display_name, Domain("state_id", "=", state.id), (count, amount))
            for state, count, amount in known[:MOST_REGIONS]
        ]
        others = known[MOST_REGIONS:]
        ids = [state.id for state, _count, _amount in others]
        unknown = [row for row in found if not row[0]]
        for label, part, domain in (
            (self.env._("Other Regions"), others, Domain("state_id", "in", ids)),
            (self.env._("Without Region"), unknown, Domain("state_id", "=", False)),
        ):
            if part:
                sums = (sum(row[1] for row in part), sum(row[2] for row in part))
                rows.append((label, domain, sums))
        chart = self._cockpit_share_chart(scope, rows)
        return chart._replace(key="region", title=self.env._("Regions"), sequence=60)

    @api.model
    def _cockpit_share_chart(self, scope, rows):
        """Bars of turnover with the part of the whole.

        rows: (label, domain, (customers, turnover))
        """
        labels, domains, sums = zip(*rows, strict=True) if rows else ((), (), ())
        counts, amounts = zip(*sums, strict=True) if sums else ((), ())
        total = sum(amounts)
        shares = tuple(amount / total if total > 0 else None for amount in amounts)
        return CockpitChart(
            key="",
            title="",
            kind="bar",
            points=tuple(
                CockpitPoint(
                    label,
                    "crm.customer",
                    scope.customers & domain,
                    "" if share is None else f"{share * 100:.1f} %",
                )
                for label, domain, share in zip(labels, domains, shares, strict=True)
            ),
            series=(
                CockpitSeries(self.env._("Turnover in 12 Months"), amounts, "money"),
                CockpitSeries(self.env._("Share"), shares, "percent", False),
                CockpitSeries(self.env._("Customers"), counts, is_drawn=False),
            ),
        )

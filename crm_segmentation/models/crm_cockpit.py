# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import CockpitScope, CockpitTile
from odoo.addons.crm_lifecycle.models.crm_customer_queries import without_jit

from . import crm_cockpit_queries as queries
from . import crm_cockpit_rules as rules

TILES = 5
TEAM_LEADER = "crm_lifecycle.crm_lifecycle_group_team"
CUSTOMER_CARDS = "crm_lifecycle.crm_customer_view_kanban_cards"
GROUPS = ("stage_id", "vip_tier_id", "abc_class", "state_id", "rhythm_state")


class CrmCockpit(models.AbstractModel):
    """The first screen of a manager: five numbers with their trend, then pictures.

    One call reads all of it, with a number of queries that neither customers nor
    months change, and with the rights of the reader: record rules of customers and
    figures decide what is added up.
    """

    _name = "crm.cockpit"
    _inherit = ["crm.cockpit", "crm.cockpit.chart.mixin", "crm.cockpit.home.mixin"]

    @api.model
    def cockpit(self, filters=None):
        """Tiles, charts and what may be chosen; filters: company, team, period.

        What the reader may not choose is answered with the default, so that a link of
        somebody else opens.
        """
        self.env["crm.customer"].check_access("read")
        filters = filters or {}
        companies, company_options = self._cockpit_companies(filters.get("company"))
        teams = self._cockpit_teams(companies)
        team = teams.filtered(lambda each: each.id == filters.get("team"))
        periods = self._cockpit_periods()
        key = filters.get("period")
        key = key if key in periods else rules.DEFAULT_PERIOD
        chosen = companies.id if len(companies) == 1 else 0
        return {
            "filters": {"company": chosen, "team": team.id, "period": key},
            "companies": company_options,
            "teams": [{"id": each.id, "name": each.display_name} for each in teams],
            "periods": [{"id": name, "name": word} for name, word in periods.items()],
            "is_home": self._cockpit_is_home(),
            **self._cockpit_content(companies, (team, teams), key),
        }

    @api.model
    def _cockpit_flows(self, scope, since):
        return [*super()._cockpit_flows(scope, since), queries.sales(scope, since)]

    @api.model
    def _cockpit_tiles(self, scope):
        turnover = CockpitTile(
            measure="turnover",
            label=self.env._("Turnover"),
            help=self.env._("Untaxed orders less credit notes of the period."),
            unit="money",
            good="up",
            is_flow=True,
            model="crm.customer.month",
            domain=scope.of_customers
            & Domain("month", ">=", scope.first)
            & Domain("month", "<=", scope.until),
            sequence=10,
        )
        return [*super()._cockpit_tiles(scope), turnover]

    @api.model
    def _cockpit_charts(self, scope):
        return [
            *super()._cockpit_charts(scope),
            self._cockpit_chart_forecast(scope),
            self._cockpit_chart_funnel(scope),
            self._cockpit_chart_tiers(scope),
            self._cockpit_chart_classes(scope),
            self._cockpit_chart_regions(scope),
        ]

    @api.model
    def _cockpit_content(self, companies, teams, key):
        today = self.env["crm.customer"]._today(companies[:1])
        period = rules.period_of(key, today)
        scope = self._cockpit_scope(companies, teams, today, period)
        return {
            "currency_id": scope.currency.id,
            "as_of": self._cockpit_as_of(companies),
            "customers": scope.sums["__count"],
            "tiles": self._cockpit_tiles_data(scope, period),
            "charts": self._cockpit_charts_data(scope),
        }

    @api.model
    def _cockpit_companies(self, chosen):
        """(companies to look at, options); 0 means all when they share a currency."""
        companies = self.env.companies
        options = [{"id": each.id, "name": each.name} for each in companies]
        if len(companies) > 1 and len(companies.currency_id) == 1:
            options.insert(0, {"id": 0, "name": self.env._("All Companies")})
            if chosen == 0 and chosen is not False:
                return companies, options
        found = companies.filtered(lambda company: company.id == chosen)
        return found or self.env.company, options

    @api.model
    def _cockpit_teams(self, companies):
        """Teams by which the reader may filter."""
        user = self.env.user
        teams = self.env["crm.team"]
        domain = Domain("company_id", "in", [False, *companies.ids])
        if self._cockpit_sees_all():
            return teams.search(domain)
        if not user.has_group(TEAM_LEADER):
            return teams
        led = Domain("user_id", "=", user.id) | Domain(
            "id", "in", user.crm_team_ids.ids
        )
        return teams.search(domain & led)

    @api.model
    def _cockpit_periods(self):
        return {
            "month": self.env._("This Month"),
            "quarter": self.env._("This Quarter"),
            "year": self.env._("This Year"),
            "months12": self.env._("Last 12 Months"),
            "last_month": self.env._("Last Month"),
            "last_quarter": self.env._("Last Quarter"),
            "last_year": self.env._("Last Year"),
        }

    @api.model
    def _cockpit_as_of(self, companies):
        moments = companies.sudo().mapped("cockpit_date_refreshed")
        if not all(moments):
            return ""
        return format_datetime(self.env, min(moments), dt_format="short")

    @api.model
    def _cockpit_scope(self, companies, teams, today, period):
        """Own customers, those of led teams, or all: as the record rules of figures.

        A reader may open more customers (as an agent, collector or collaborator); they
        are not his to steer, and their past is not in his figures.
        """
        team, led = teams
        scope = CockpitScope(
            companies=companies,
            team=team,
            today=today,
            first=period.first,
            until=period.until,
            months=tuple(rules.add_months(period.last, -n) for n in range(11, -1, -1)),
            owner=None if self._cockpit_sees_all() else self.env.user,
            led=led,
        )
        since = rules.add_months(period.last, -4 * rules.MONTHS)
        domain = scope.customers & Domain("month", ">=", since)
        sums, groups = self._cockpit_customers(scope)
        return scope._replace(
            sums=sums,
            groups=groups,
            figures=self.env["crm.cockpit.figure"]._by_measure(domain),
        )

    @api.model
    def _cockpit_customers(self, scope):
        """Sums of the facts; customers and turnover by group, of one query.

        It reads each customer once; the few rows that come back are added up here.
        """
        self.env.execute_query(without_jit())
        names = ("__count", "amount_12m", *self._cockpit_facts())
        aggregates = ["__count", *(f"{name}:sum" for name in names[1:])]
        customers = self.env["crm.customer"]
        rows = customers._read_group(scope.customers, GROUPS, aggregates)
        sums = dict.fromkeys(names, 0)
        groups = {name: {} for name in GROUPS}
        for row in rows:
            keys, values = (
                row[: len(GROUPS)],
                [value or 0 for value in row[len(GROUPS) :]],
            )
            for name, value in zip(names, values, strict=True):
                sums[name] += value
            for name, key in zip(GROUPS, keys, strict=True):
                count, amount = groups[name].get(key, (0, 0))
                groups[name][key] = count + values[0], amount + values[1]
        silent, _amount = groups["rhythm_state"].get("late", (0, 0))
        groups = {
            name: [(key, *pair) for key, pair in found.items()]
            for name, found in groups.items()
        }
        return {**sums, "customer_silent": silent}, groups

    @api.model
    def _cockpit_tiles_data(self, scope, period):
        tiles = sorted(self._cockpit_tiles(scope), key=lambda tile: tile.sequence)
        return [self._cockpit_tile_data(tile, scope, period) for tile in tiles[:TILES]]

    @api.model
    def _cockpit_tile_data(self, tile, scope, period):
        value, before, last_year, line = self._cockpit_numbers(tile, scope, period)
        # a year is compared with the year before once
        is_said = tile.is_flow and period.step == rules.MONTHS
        return {
            "key": tile.measure,
            "label": tile.label,
            "help": tile.help,
            "unit": tile.unit,
            "good": tile.good,
            "is_flow": tile.is_flow,
            "value": value,
            "before": before,
            "change": rules.change(value, before),
            "last_year": last_year,
            "change_year": None if is_said else rules.change(value, last_year),
            "line": line,
            "action": self._cockpit_action(tile.label, tile),
        }

    @api.model
    def _cockpit_numbers(self, tile, scope, period):
        """(value, period before, a year before, twelve months) of a tile.

        A state is what it is today, beside what it was when the period began.
        """
        series = scope.figures.get(tile.measure, {})
        if tile.is_flow:
            numbers = [
                rules.flow(series, period, back)
                for back in (0, period.step, rules.MONTHS)
            ]
            return *numbers, rules.points(series, scope.months)
        return (
            scope.sums.get(tile.measure, 0),
            rules.state(series, rules.add_months(period.first, -1)),
            rules.state(series, rules.add_months(scope.today, -rules.MONTHS)),
            [rules.state(series, month) for month in scope.months],
        )

    @api.model
    def _cockpit_charts_data(self, scope):
        charts = sorted(self._cockpit_charts(scope), key=lambda chart: chart.sequence)
        return [
            {
                "key": chart.key,
                "title": chart.title,
                "kind": chart.kind,
                "note": chart.note,
                "points": [
                    {
                        "label": point.label,
                        "detail": point.detail,
                        "action": self._cockpit_action(
                            f"{chart.title}: {point.label}", point
                        ),
                    }
                    for point in chart.points
                ],
                "series": [series._asdict() for series in chart.series],
            }
            for chart in charts
        ]

    @api.model
    def _cockpit_action(self, name, part):
        """Window with the records behind a number, False for who may not read them.

        part: CockpitTile or CockpitPoint
        """
        if not part.model or not self.env[part.model].has_access("read"):
            return False
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": part.model,
            "domain": list(part.domain),
            "views": self._cockpit_views(part),
            "mobile_view_mode": "kanban",
        }

    @api.model
    def _cockpit_views(self, part):
        find = self.env["ir.model.data"]._xmlid_to_res_id
        if part.views:
            views = [[find(xml_id), kind] for kind, xml_id in part.views]
            return [*views, [False, "form"]]
        if part.model == "crm.customer":
            cards = [find(CUSTOMER_CARDS), "kanban"]
            return [[False, "list"], cards, [False, "form"]]
        other = "form" if self.env[part.model]._auto else "pivot"
        return [[False, "list"], [False, other]]

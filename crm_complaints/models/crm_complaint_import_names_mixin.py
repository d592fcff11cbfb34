# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_complaint_import_queries as queries
from . import crm_complaint_import_rules as rules

# {column there: model here}: what is found by its name.
FOUND = {
    "stage_id": "crm.complaint.stage",
    "category_id": "crm.complaint.category",
    "team_id": "crm.complaint.team",
}


class CrmComplaintImportNamesMixin(models.AbstractModel):
    """Stages, categories, teams and priorities of other add-ons, by their names."""

    _name = "crm.complaint.import.names.mixin"
    _description = "Names of Imported Complaints"

    @api.model
    def _import_plan(self, table, company):
        """What is read once for an import: the names there, and those here."""
        plan = rules.ImportPlan(table, company.id, self._import_columns(table))
        for column, tables in queries.NAMES[table].items():
            plan.names[column] = self._import_names(tables)
        for column, model in FOUND.items():
            plan.ours[column] = self._names_here(model, company)
        plan.relation = next(
            (r for r in queries.TAGS.get(table, ()) if self._import_columns(r[0])), None
        )
        return plan

    @api.model
    def _import_names(self, tables):
        """{id: (name, whether it closes)} of the first of these tables there is."""
        for table in tables:
            present = self._import_columns(table)
            if present:
                rows = self.env.execute_query(queries.names_of(table, present))
                lang = self.env.lang
                return {n: (rules.words_of(name, lang), end) for n, name, end in rows}
        return {}

    @api.model
    def _names_here(self, model, company):
        """{key of a name in any language: id} of what may be chosen in a company."""
        domain = Domain.TRUE
        if "company_id" in self.env[model]._fields:
            domain = Domain("company_id", "=", company.id)
        records = self.env[model].sudo().search(domain)
        known = {}
        for code, _name in self.env["res.lang"].get_installed():
            for record in records.with_context(lang=code):
                known.setdefault(rules.key_of(record.name), record.id)
        return known

    @api.model
    def _import_tags(self, plan, ids):
        """{id of a case: names of its tags}."""
        tags = {}
        if plan.relation and ids:
            rows = self.env.execute_query(queries.tags_of(plan.relation, ids))
            for case, name in rows:
                words = rules.words_of(name, self.env.lang)
                tags.setdefault(case, []).append(words)
        return tags

    @api.model
    def _imported_stage(self, plan, row):
        """The stage by its name, else by what such a stage means; a stage that is
        known counts more than a closing date, which may be older than a reopening."""
        name, closes = plan.name_of("stage_id", row)
        stages = self.env["crm.complaint.stage"]
        stage = stages.browse(plan.ours["stage_id"].get(rules.key_of(name), []))
        phase = rules.PHASES.get(rules.key_of(name))
        if not stage and phase:
            stage = stages._first(phase)
        plan.note("stage_id", name, stage.name if stage else None)
        if not stage:
            ended = closes or row["date_closed"]
            stage = stages._first("closed" if ended else "work")
        values = {"stage_id": stage.id}
        ended = row["date_closed"] or row["date_changed"] or row["date_opened"]
        if stage.phase in ("solved", "closed"):
            values["date_solved"] = fields.Datetime.to_datetime(ended)
        if stage.phase in ("closed", "cancelled"):
            values["date_closed"] = fields.Datetime.to_datetime(ended)
        return values

    @api.model
    def _imported_names(self, plan, row):
        """Category, kind, team and severity of a case."""
        values = {}
        kind = self._imported_kind(plan, row)
        if kind:
            values["kind"] = kind
        category = self._imported_category(plan, row, kind)
        if category:
            values["category_id"] = category
        severity = rules.severity_of(row["priority"])
        if severity:
            values["severity"] = severity
        plan.note("priority", row["priority"], severity)
        team, _closes = plan.name_of("team_id", row)
        team_id = plan.ours["team_id"].get(rules.key_of(team))
        if row["company_id"] not in (None, plan.company_id):
            team_id = None
        if team_id:
            values["team_id"] = team_id
        plan.note("team_id", team, team if team_id else None)
        return values

    @api.model
    def _imported_kind(self, plan, row):
        """A type that is called like one of our kinds is that kind."""
        name, _closes = plan.name_of("type_id", row)
        labels = {rules.key_of(label): kind for kind, label in self._selection_kind()}
        kind = labels.get(rules.key_of(name)) or labels.get(
            rules.key_of(name).replace("question", "enquiry")
        )
        if kind:
            plan.note("type_id", name, kind)
        return kind

    @api.model
    def _imported_category(self, plan, row, kind):
        """The category, else the type, else the first tag; made where it is new."""
        name, _closes = plan.name_of("category_id", row)
        column = "category_id"
        if not name and not kind:
            name, _closes = plan.name_of("type_id", row)
            column = "type_id"
        if not name:
            name, column = next(iter(row["tags"]), ""), "tags"
        if not name:
            return None
        known = plan.ours["category_id"]
        if rules.key_of(name) not in known:
            made = self.env["crm.complaint.category"].create({"name": name})
            known[rules.key_of(name)] = made.id
            plan.counts["categories"] += 1
        plan.note(column, name, name)
        return known[rules.key_of(name)]

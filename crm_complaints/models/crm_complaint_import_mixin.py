# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import html2plaintext

from . import crm_complaint_import_queries as queries
from .crm_complaint_rights import entitled
from .crm_complaint_stage import OPEN_PHASES


class CrmComplaintImportMixin(models.AbstractModel):
    """Cases that came from another add-on: history, for which nothing is promised."""

    _name = "crm.complaint.import.mixin"
    _description = "Imported Complaints"

    import_ref = fields.Char(
        string="Imported from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Table and number of the case in the add-on that it came from.",
    )

    def _welcome(self):
        """Nobody is written to, and no clock starts, for cases of the past."""
        return super(
            CrmComplaintImportMixin,
            self.filtered(lambda complaint: not complaint.import_ref),
        )._welcome()

    @api.model
    def _import_columns(self, table):
        """Names of the columns of a table; empty when this database has none."""
        rows = self.env.execute_query(queries.columns_of(table))
        return {name for (name,) in rows}

    @api.model
    def _import_count(self, table):
        """How many cases a table holds; 0 when this database has none."""
        if not self._import_columns(table):
            return 0
        [(count,)] = self.env.execute_query(queries.number_of_cases(table))
        return count

    @api.model
    def _import_batch(self, plan, last_id, limit=500):
        """Imports the cases of a plan after `last_id`, called as superuser.

        Returns the last id read, None at the end. Left out are cases without customer
        and mail address. What came before is not made twice.
        """
        table = plan.table
        rows = [
            dict(zip(queries.COLUMNS, row, strict=True))
            for row in self.env.execute_query(
                queries.cases_of(table, plan.present, last_id, limit)
            )
        ]
        known = set(
            self.search(
                [("import_ref", "in", [self._ref_of(table, row) for row in rows])]
            ).mapped("import_ref")
        )
        fresh = [row for row in rows if self._ref_of(table, row) not in known]
        tags = self._import_tags(plan, [row["id"] for row in fresh])
        self._import_people(fresh)
        values = {}
        for row in fresh:
            row["tags"] = tags.get(row["id"], [])
            values[row["id"]] = self._imported_values(plan, row)
        self._import_made([r for r in fresh if values[r["id"]]], values, plan)
        plan.left += [row_id for row_id, vals in values.items() if not vals]
        return rows[-1]["id"] if rows else None

    @api.model
    def _import_people(self, rows):
        """Empties the customers and agents of rows who are gone since."""
        for column, model in (("partner_id", "res.partner"), ("user_id", "res.users")):
            named = {row[column] for row in rows} - {None}
            known = set(self.env[model].browse(named).exists().ids)
            for row in rows:
                row[column] = row[column] if row[column] in known else None

    @api.model
    def _import_made(self, rows, values, plan):
        """Makes the complaints of rows, with their conversations and files."""
        complaints = self.with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        ).create([values[row["id"]] for row in rows])
        plan.counts["cases"] += len(complaints)
        self._import_threads(
            plan, dict(zip([row["id"] for row in rows], complaints, strict=True)), rows
        )

    @api.model
    def _ref_of(self, table, row):
        return f"{table},{row['id']}"

    @api.model
    def _imported_values(self, plan, row):
        """Values of one complaint; empty when nobody is known who complained."""
        partner = self.env["res.partner"].browse(row["partner_id"] or ())
        if not partner and row["email"]:
            partner = self.env["mail.thread"]._partner_find_from_emails_single(
                [row["email"]], no_create=False
            )
        if not partner:
            return {}
        stage = self._imported_stage(plan, row)
        return {
            "import_ref": self._ref_of(plan.table, row),
            "subject": " ".join(filter(None, (row["number"], row["name"]))),
            "description": self._plain(row["description"]) or row["name"] or "-",
            "partner_id": partner.id,
            "email_from": row["email"] or partner.email,
            "user_id": self._imported_owner(row, stage).id,
            "company_id": row["company_id"] or plan.company_id,
            "channel": "other",
            "date_opened": row["date_opened"],
            "solution": self._plain(row["solution"]),
            **stage,
            **self._imported_names(plan, row),
        }

    @api.model
    def _imported_owner(self, row, values):
        """Who had it; what is open goes to somebody who can work it, else by the rule
        of the team."""
        user = self.env["res.users"].browse(row["user_id"] or ())
        stage = self.env["crm.complaint.stage"].browse(values["stage_id"])
        if stage.phase in OPEN_PHASES:
            return entitled(user)
        return user.filtered(lambda person: not person.share)

    @api.model
    def _plain(self, text):
        return html2plaintext(text).strip() if text else ""

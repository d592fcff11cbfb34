# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class CrmDemoArchiveMixin(models.AbstractModel):
    """The archive's discipline in the liquor company: keepers edit, others ask."""

    _name = "crm.demo.archive.mixin"
    _description = "Demo Archive"

    @api.model
    def _create_archive(self):
        self._ask_for_changes()
        self._give_tasks()
        self._ask_for_another_company()
        self._note_privacy()
        self._note_logins()
        self._ask_for_account_change()
        self._write_plant_reports()

    @api.model
    def _demo_customers_of(self, login, limit):
        user = self._demo(f"user_{login}")
        customers = self.env["crm.customer"].search(
            [("user_id", "=", user.id)], order="id", limit=limit
        )
        return customers.with_user(user).with_company(user.company_id)

    @api.model
    def _ask_for_changes(self):
        """Two open requests and one that was answered."""
        self._demo("company_liquor").lifecycle_keeper_edits = True
        customers = self._demo_customers_of("lily", 3)
        if self.env["crm.customer.change"].search_count(
            [("customer_id", "in", customers.ids)], limit=1
        ):
            return
        fields = {
            field.field_name: field for field in self.env["crm.change.field"].search([])
        }
        plans = (
            ("They moved; new card from the visit", "street", "8 Harbour Road"),
            ("New switchboard, printed on their invoice", "phone", "+86 535 6600 100"),
            ("New licence of last month", "vat", "91370600MA3000001X"),
        )
        for customer, (reason, name, value) in zip(customers, plans, strict=False):
            line = {"field_id": fields[name].id, "value_char": value}
            change = self.env["crm.customer.change"].with_user(customer.env.user)
            change = change.create(
                {
                    "customer_id": customer.id,
                    "reason": reason,
                    "line_ids": [Command.create(line)],
                }
            )
            change.action_submit()
        change.with_user(self._demo("user_archie")).action_accept()

    @api.model
    def _give_tasks(self):
        """Group management asks the owners of a few customers for their plans."""
        gina = self._demo("user_gina")
        activities = self.env["mail.activity"]
        if activities.search_count([("create_uid", "=", gina.id)], limit=1):
            return
        customers = self._demo_customers_of("sally", 2) | self._demo_customers_of(
            "lily", 2
        )
        companies = gina.company_ids.ids
        customers = customers.with_user(gina).with_context(
            allowed_company_ids=companies
        )
        day = self._today() + timedelta(days=5)
        customers._assign_task("Ask for the purchasing plan of next quarter", day)

    @api.model
    def _ask_for_another_company(self):
        """A works in the coal trade asks for liquor for its banquets."""
        trading, liquor = self._demo("company_trading"), self._demo("company_liquor")
        sally = self._demo("user_sally")
        requests = self.env["crm.lead.distribution"]
        if requests.search_count([("user_id", "=", sally.id)], limit=1):
            return
        customer = self._demo_customers_of("sally", 1)
        lead = self.env["crm.lead"].create(
            {
                "name": "Spirits for the anniversary banquet",
                "company_id": trading.id,
                "user_id": sally.id,
                "partner_id": customer.partner_id.id,
                "expected_revenue": 24000,
            }
        )
        requests.with_user(sally).with_company(trading).create(
            {
                "lead_id": lead.id,
                "to_company_id": liquor.id,
                "reason": "The works celebrates 30 years; we do not sell spirits.",
            }
        )

    @api.model
    def _note_privacy(self):
        """Consent of two customers, a refusal, and the declaration of the staff."""
        trading = self._demo("company_trading")
        if trading.lifecycle_declaration:
            return
        trading.lifecycle_declaration = (
            "<p>I keep what I learn about customers to myself, pass nothing on without "
            "their consent, and return everything when I leave.</p>"
        )
        lines = self.env["crm.declaration"].search([("company_id", "=", trading.id)])
        for login in ("sally", "lena", "dora"):
            user = self._demo(f"user_{login}")
            lines.filtered(lambda line, who=user: line.user_id == who).with_user(
                user
            ).action_accept()
        for answer, customer in zip(
            ("yes", "yes", "no"), self._demo_customers_of("sally", 3), strict=False
        ):
            customer.write(
                {
                    "disclosure_consent": answer,
                    "consent_person": "Office manager",
                    "date_consent": self._today() - timedelta(days=30),
                }
            )
        self.env["crm.identity"].create(
            {
                "partner_id": self._demo_customers_of("sally", 1).partner_id.id,
                "number": "370102198001011234",
            }
        )

    @api.model
    def _note_logins(self):
        """Four weeks of log-ins; Sam forgets Wednesdays, so the list is not empty."""
        trading = self._demo("company_trading")
        if trading.lifecycle_login_watch:
            return
        trading.lifecycle_login_watch = True
        names = ("sally", "sam", "lena", "dora", "archie")
        users = [self._demo(f"user_{name}") for name in names]
        days = [self._today() - timedelta(days=back) for back in range(1, 29)]
        self.env["crm.login.day"].create(
            [
                {"user_id": user.id, "date": day}
                for user in users
                for day in days
                if day.weekday() < 5 and (user != users[1] or day.weekday() != 2)
            ]
        )
        misses = self.env["crm.login.miss"]
        for day in days:
            if day.weekday() == 2:
                misses._note(users[1], trading, "day", day)

    @api.model
    def _ask_for_account_change(self):
        """Sam moves to another post next week; his leader asks for his rights."""
        lena, sam = self._demo("user_lena"), self._demo("user_sam")
        changes = self.env["crm.account.change"]
        if changes.search_count([("user_id", "=", sam.id)], limit=1):
            return
        change = changes.with_user(lena).create(
            {
                "kind": "moved",
                "user_id": sam.id,
                "level": "team",
                "date": self._today() + timedelta(days=3),
                "reason": "Sam leads the new team in the south.",
                "company_id": self._demo("company_trading").id,
            }
        )
        change.action_submit()

    @api.model
    def _write_plant_reports(self):
        """Sally lives at one works: one report appraised, one sent late, one due."""
        trading, lena = self._demo("company_trading"), self._demo("user_lena")
        if trading.lifecycle_plant_report:
            return
        trading.lifecycle_plant_report = True
        plant = self._demo_customers_of("sally", 1)
        plant.sudo().resident_user_id = plant.env.user
        reports = self.env["crm.plant.report"]
        for back, figures in ((14, (900, 860, 40)), (7, (880, 870, 50)), (0, None)):
            report = reports._open_due(trading, self._today() - timedelta(days=back))
            if figures:
                mine = report.filtered(lambda r: r.customer_id == plant)
                mine = mine.with_user(plant.env.user)
                names = ("production", "consumption", "stock")
                mine.write(dict(zip(names, figures, strict=True)))
                mine.action_send()
                if back == 14:
                    mine.with_user(lena).action_right()

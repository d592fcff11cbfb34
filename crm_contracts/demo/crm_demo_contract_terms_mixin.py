# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

# of a trade in goods; the library brings the rest
OWN_CLAUSES = (
    (
        "Quality",
        "The goods meet the national standard of their grade. A sample is taken at "
        "loading; both parties accept the result of the laboratory named by them.",
    ),
    (
        "Quantity and weighing",
        "The weight at the buyer's scales counts. A difference of up to 0.5 % of the "
        "weight at loading is not complained about.",
    ),
    (
        "Delivery and risk",
        "Delivered to the buyer's yard. The risk passes when the goods are unloaded; "
        "the buyer unloads within eight hours.",
    ),
)


class CrmDemoContractTermsMixin(models.AbstractModel):
    """Clauses, duties and warranties; a group, a model and a declined business."""

    _name = "crm.demo.contract.terms.mixin"
    _description = "Demo: Words of Contracts"

    @api.model
    def _prepare_contract_terms(self):
        """Clauses of a trade in goods, a duty of each side and a warranty."""
        kind = self.env.ref("crm_contracts.crm_contract_type_sale")
        return {
            "type_id": kind.id,
            "term_ids": [
                *(
                    Command.create({"name": name, "body_own": f"<p>{words}</p>"})
                    for name, words in OWN_CLAUSES
                ),
                *(
                    Command.create({"clause_id": clause.id, "sequence": 20})
                    for clause in self._clauses_of_goods()
                ),
            ],
            "obligation_ids": [
                Command.create(
                    {"name": "First delivery to the site", "delay": 72, "unit": "hour"}
                ),
                Command.create(
                    {
                        "name": "Check the goods and report defects",
                        "obligor": "customer",
                        "trigger": "acceptance",
                        "delay": 10,
                    }
                ),
            ],
            "period_ids": [
                Command.create(
                    {
                        "name": "Warranty",
                        "kind": "warranty",
                        "trigger": "acceptance",
                        "months": 12,
                    }
                )
            ],
        }

    @api.model
    def _clauses_of_goods(self):
        """Clauses of the library that fit coal and cement."""
        names = ("secrecy", "default", "law", "disputes", "other")
        clauses = self.env["crm.contract.clause"]
        for name in names:
            clauses |= self.env.ref(f"crm_contracts.crm_contract_clause_{name}")
        return clauses

    @api.model
    def _load_contract_terms(self, declined_plan):
        """A group, a model contract, a due-diligence sheet and a declined business."""
        contracts = self.env["crm.contract"]
        company = self._demo("company_trading")
        group = self.env["crm.contract.group"].create(
            {"name": "Heating season", "company_id": company.id}
        )
        coal = contracts.search(
            [("company_id", "=", company.id), ("subject", "ilike", "coal")], order="id"
        )
        coal.group_id = group
        coal[:1].is_model = True
        sheets = self.env["crm.contract.diligence"].with_user(self._demo("user_sally"))
        sheets = sheets.sudo()
        sheets.create(
            {
                "customer_id": coal[:1].customer_id.id,
                "date": self._today() - timedelta(days=60),
                "enterprise_type": "state",
                "funds": "Own funds cover a year of purchases; taxes paid in time.",
                "ability": "Ten years of contracts without a dispute.",
                "registered_capital": 50000000.0,
                "employees": 620,
                "conclusion": "able",
                "state": "confirmed",
                "confirmed_by_id": self._demo("user_dora").id,
            }
        )
        declined = self._create_contract(declined_plan)
        declined._turn_down(
            self.env.ref("crm_contracts.crm_contract_refusal_reason_credit"),
            "Asked for 180 days; offered again with a deposit.",
        )

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractType(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        types = cls.env["crm.contract.type"].with_user(cls.mona)
        cls.sale = cls.env.ref("crm_contracts.crm_contract_type_sale").with_env(
            types.env
        )
        cls.frame = cls.env.ref("crm_contracts.crm_contract_type_frame")

    def test_kind_follows_the_type(self):
        contract = self._create_contract(type_id=self.frame.id)
        self.assertEqual((contract.contract_type, contract.name[0]), ("frame", "F"))
        self.assertEqual(self._create_contract().type_id.id, self.sale.id)

    def test_kind_alone_finds_a_type(self):
        """Imports and other modules may name the kind only."""
        contract = self._create_contract(contract_type="service")
        self.assertEqual(contract.type_id.kind, "service")
        contract.write({"contract_type": "frame"})
        self.assertEqual(contract.type_id, self.frame)

    def test_each_prefix_counts_by_itself(self):
        other = self.sale.copy({"name": "Export", "number_prefix": "X%(year)s-"})
        names = [
            self._create_contract(type_id=kind.id).name
            for kind in (self.sale, other, other, self.sale)
        ]
        self.assertEqual(
            names, ["C2026/0001", "X2026-0001", "X2026-0002", "C2026/0002"]
        )

    def test_prefix_must_be_readable(self):
        with self.assertRaisesRegex(ValidationError, "no prefix"):
            self.sale.number_prefix = "C%(moon)s/"

    def test_kind_of_a_used_type_stays(self):
        self._create_contract()
        with self.assertRaisesRegex(UserError, "kind stays"):
            self.sale.kind = "frame"

    def test_type_is_a_term(self):
        contract = self._create_contract()
        contract.action_submit()
        with self.assertRaises(UserError):
            contract.write({"type_id": self.frame.id})

    def test_managers_only_write_types(self):
        self.sale.copies = 3
        with self.assertRaises(AccessError):
            self.sale.with_user(self.sally).copies = 4
        self.assertEqual(self._create_contract().copies, 3)

    def test_groups_add_up(self):
        """Two contracts of 138,000 below the project make 276,000."""
        groups = self.env["crm.contract.group"].with_user(self.mona)
        project = groups.create({"name": "Ring road"})
        part = groups.create({"name": "Bridge", "parent_id": project.id})
        self._create_contract(group_id=part.id)
        self._create_contract(group_id=project.id)
        self.assertEqual(part.complete_name, "Ring road / Bridge")
        self.assertEqual((project.contract_count, project.amount_total), (2, 276000.0))
        self.assertEqual((part.contract_count, part.amount_total), (1, 138000.0))
        with self.assertRaises(UserError):
            project.parent_id = part

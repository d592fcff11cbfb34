# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_demo_collection_mixin,
    crm_demo_contract_execution_mixin,
    crm_demo_contract_mixin,
    crm_demo_contract_terms_mixin,
    crm_demo_credit_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import crm_demo_company

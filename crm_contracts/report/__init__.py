# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_collection_item_disputed_mixin, crm_collection_item_expected_mixin

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    crm_collection_forecast_report,
    crm_collection_indicator,
    crm_collection_item,
    crm_collection_rate,
    crm_contract_rollover,
    crm_contract_workbench,
    crm_credit_coverage_report,
)

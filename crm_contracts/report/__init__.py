# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_collection_forecast_report, crm_collection_rate, crm_open_claim
from . import crm_credit_coverage_report
from . import crm_contract_workbench
from . import crm_collection_item

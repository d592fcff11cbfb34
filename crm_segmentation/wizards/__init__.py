# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_classification_export,
    crm_cohort_export,
    crm_season_plan_batch,
    crm_season_target,
)

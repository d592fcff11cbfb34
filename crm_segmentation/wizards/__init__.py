# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_classification_export,
    crm_migration_choice,
    crm_score_xray,
    crm_score_xray_line,
    crm_season_target,
)
from . import crm_classification_export, crm_season_target, crm_segment_hand
    crm_cohort_export,
    crm_season_plan_batch,
    crm_kano_interview,
    crm_kano_interview_line,
    crm_season_target,
)

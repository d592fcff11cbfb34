# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_classification_export,
    crm_kano_interview,
    crm_kano_interview_line,
    crm_season_target,
)

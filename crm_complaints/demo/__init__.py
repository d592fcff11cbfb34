# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_demo_compensation_mixin,
    crm_demo_desk_mixin,
    crm_demo_time_mixin,
    crm_demo_voice_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import crm_demo_company, crm_demo_complaint_work

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_demo_archive_mixin,
    crm_demo_development_mixin,
    crm_demo_documents_mixin,
    crm_demo_file_mixin,
    crm_demo_news_mixin,
    crm_demo_ownership_mixin,
    crm_demo_qualification_mixin,
    crm_demo_standing_mixin,
    crm_demo_visits_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import crm_demo_company

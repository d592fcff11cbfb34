# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import odoo.init  # noqa: F401  gives the package the names that the cases import

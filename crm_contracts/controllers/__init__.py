# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import portal, portal_amendment, portal_collection, statement

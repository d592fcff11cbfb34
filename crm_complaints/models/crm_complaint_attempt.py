# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
import hmac
from datetime import timedelta

from odoo import api, fields, models


class CrmComplaintAttempt(models.Model):
    """Who used the public form when, as fingerprints: enough to count, no more."""

    _name = "crm.complaint.attempt"
    _description = "Use of the Public Complaint Form"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _key_date_idx = models.Index("(key, date)")

    @api.model
    def _count(self, kind, value, now=None):
        """Records a use and returns how many there were within the last hour.

        Called as superuser. Workers that count at the same moment may let one more
        through; the limit is against floods.
        """
        now = now or fields.Datetime.now()
        key = self._key(kind, value)
        self.create({"key": key, "date": now})
        return self.search_count(
            [("key", "=", key), ("date", ">", now - timedelta(hours=1))]
        )

    @api.model
    def _key(self, kind, value):
        """A keyed hash: the table tells nobody who wrote."""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        text = f"{kind}:{(value or '').strip().lower()}"
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    @api.autovacuum
    def _gc_attempts(self):
        old = fields.Datetime.now() - timedelta(hours=24)
        self.search([("date", "<", old)], limit=10000).unlink()

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pairs of accounts that share a key only one company should have."""

from odoo.tools import SQL

# Keys that many contacts share (a switchboard, a tax office) prove nothing: from this
# many accounts on a key is left out.
CROWD = 6


def _keys(company_id):
    """(customer id, kind of key, key, score) of every account of the company.

    The scores are those of the check at entry; names count in full only when nothing
    but legal form and region differ.
    """
    return SQL(
        """
SELECT customer.id, key.kind, key.value, key.score
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
  JOIN LATERAL (VALUES
    ('vat', UPPER(REGEXP_REPLACE(partner.vat, '[^[:alnum:]]', '', 'g')), 100),
    ('registry', UPPER(REGEXP_REPLACE(partner.company_registry, '\\s', '', 'g')), 100),
    ('phone', RIGHT(REGEXP_REPLACE(
        COALESCE(partner.phone_sanitized, partner.phone), '\\D', '', 'g'), 8), 90),
    ('email', partner.email_normalized, 85),
    ('name', NULLIF(customer.name_key, ''), 80)
  ) key (kind, value, score) ON LENGTH(key.value) >= 2
 WHERE customer.active AND customer.company_id = %(company)s
   AND (key.kind != 'phone' OR LENGTH(key.value) >= 7)
 UNION ALL
SELECT customer.id, 'bank', bank.sanitized_acc_number, 95
  FROM crm_customer customer
  JOIN res_partner_bank bank ON bank.partner_id = customer.partner_id
 WHERE customer.active AND customer.company_id = %(company)s
""",
        company=company_id,
    )


def _pairs(company_id):
    """(older, newer, score, kinds): one row per pair that shares at least one key."""
    return SQL(
        """
SELECT older.id AS customer_id, newer.id AS twin_id, MAX(older.score) AS score,
       JSONB_AGG(DISTINCT older.kind) AS evidence
  FROM keys older
  JOIN keys newer
    ON newer.kind = older.kind AND newer.value = older.value AND newer.id > older.id
 WHERE (older.kind, older.value) IN (
       SELECT kind, value FROM keys GROUP BY kind, value HAVING COUNT(*) < %(crowd)s)
 GROUP BY older.id, newer.id
""",
        crowd=CROWD,
    )


def store_duplicates(company_id, today):
    """Adds pairs that are not known yet and refreshes why the others are in the list.

    Two accounts with different tax ids are two companies, whatever else they share.
    """
    return SQL(
        """
WITH keys (id, kind, value, score) AS (%(keys)s), pairs AS (%(pairs)s)
INSERT INTO crm_customer_duplicate (
    customer_id, twin_id, company_id, score, evidence, date, state, create_date,
    write_date)
SELECT pairs.customer_id, pairs.twin_id, %(company)s, pairs.score, pairs.evidence,
       %(today)s, 'open', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
  FROM pairs
 WHERE NOT EXISTS (
       SELECT FROM keys one JOIN keys other ON other.kind = 'vat'
        WHERE one.kind = 'vat' AND one.id = pairs.customer_id
          AND other.id = pairs.twin_id AND other.value != one.value)
    ON CONFLICT (customer_id, twin_id) DO UPDATE
   SET score = EXCLUDED.score, evidence = EXCLUDED.evidence
 WHERE (crm_customer_duplicate.score, crm_customer_duplicate.evidence)
       IS DISTINCT FROM (EXCLUDED.score, EXCLUDED.evidence)
RETURNING id
""",
        keys=_keys(company_id),
        pairs=_pairs(company_id),
        company=company_id,
        today=today,
    )


def drop_stale_duplicates(company_id):
    """Undecided pairs that have no key in common any more leave the list."""
    return SQL(
        """
WITH keys (id, kind, value, score) AS (%(keys)s), pairs AS (%(pairs)s)
DELETE FROM crm_customer_duplicate known
 WHERE known.company_id = %(company)s AND known.state = 'open'
   AND NOT EXISTS (
       SELECT FROM pairs
        WHERE pairs.customer_id = known.customer_id
          AND pairs.twin_id = known.twin_id)
RETURNING known.id
""",
        keys=_keys(company_id),
        pairs=_pairs(company_id),
        company=company_id,
    )

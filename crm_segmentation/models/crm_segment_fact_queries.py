# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What segments know of a customer: its region, its prices, its visits."""

from odoo.tools import SQL

# the one fact of the value sheet that is no column
CONTRIBUTION = "amount_contribution"
CONTRIBUTION_COSTS = (
    "amount_goods",
    "amount_returned",
    "amount_compensation",
    "amount_credit",
    "amount_visits",
)
COMPARISONS = {"<": SQL("<"), "<=": SQL("<="), ">": SQL(">"), ">=": SQL(">=")}
REGION_COLUMNS = ("region_share", "region_buyer_count")


def region_shares(scope):
    """Part of its region's turnover that each customer holds, and among how many.

    Rows (customer_id, region_share, region_buyer_count) of customers with positive
    turnover in the scoring window whose region is known; for the whole company.
    """
    return SQL(
        """
SELECT customer.id,
       ROUND(customer.rfm_amount / SUM(customer.rfm_amount) OVER region, 4)::float8,
       COUNT(*) OVER region
  FROM crm_customer customer
  JOIN res_partner partner ON partner.id = customer.partner_id
 WHERE customer.company_id = %s AND customer.active AND customer.rfm_amount > 0
   AND partner.state_id IS NOT NULL
WINDOW region AS (PARTITION BY partner.state_id)
""",
        scope.company_id,
    )


def contribution_compared(alias, operator, value):
    """SQL: what is left of a customer's orders after all its costs, compared."""
    return SQL("%s %s %s", contribution(alias), COMPARISONS[operator], value)


def contribution(alias):
    """SQL: what is left of the orders on a sheet of crm.customer.value."""
    costs = [
        SQL("COALESCE(%s, 0)", SQL.identifier(alias, name))
        for name in CONTRIBUTION_COSTS
    ]
    return SQL(
        "(COALESCE(%s, 0) - (%s))",
        SQL.identifier(alias, "amount_ordered"),
        SQL(" + ").join(costs),
    )


def sheet_fact(name):
    """SQL: a fact of the value sheet of the row `customer`."""
    fact = SQL.identifier("sheet", name)
    if name == CONTRIBUTION:
        fact = contribution("sheet")
    return SQL(
        "(SELECT %s FROM crm_customer_value sheet"
        " WHERE sheet.customer_id = customer.id)",
        fact,
    )


def current_members(segment_id):
    """SQL subselect of the members of a segment now."""
    return SQL(
        "(SELECT customer_id FROM crm_segment_membership"
        " WHERE segment_id = %s AND date_to IS NULL)",
        segment_id,
    )


def member_pricelists(partner_ids, company_id):
    """Rows (partner_id, pricelist_id): that of the first segment that names one."""
    return SQL(
        """
SELECT DISTINCT ON (partner.id) partner.id, segment.pricelist_id
  FROM res_partner partner
  JOIN crm_customer customer ON customer.partner_id = partner.commercial_partner_id
  JOIN crm_segment_membership membership
    ON membership.customer_id = customer.id AND membership.date_to IS NULL
  JOIN crm_segment segment
    ON segment.id = membership.segment_id AND segment.active AND segment.rule_enabled
  JOIN product_pricelist pricelist ON pricelist.id = segment.pricelist_id
 WHERE partner.id = ANY(%(partners)s) AND customer.company_id = %(company)s
   AND pricelist.active
   AND (pricelist.company_id IS NULL OR pricelist.company_id = %(company)s)
 ORDER BY partner.id, segment.sequence, segment.id
""",
        partners=list(partner_ids),
        company=company_id,
    )


def leave_twin_segments(merged_ids, kept_id, today):
    """Ends memberships that would be double once accounts join; yields their ids.

    Double is one segment twice, or two segments of one exclusive set.
    """
    return SQL(
        """
UPDATE crm_segment_membership AS membership
   SET date_to = %(today)s, exit_reason = 'merged'
 WHERE date_to IS NULL AND customer_id = ANY(%(merged)s)
   AND EXISTS (
       SELECT FROM crm_segment_membership other
        WHERE (other.segment_id = membership.segment_id
               OR other.set_id = membership.set_id)
          AND other.date_to IS NULL
          AND (other.customer_id = %(kept)s
               OR (other.customer_id = ANY(%(merged)s) AND other.id < membership.id)))
RETURNING id
""",
        today=today,
        merged=list(merged_ids),
        kept=kept_id,
    )


def drop_twin_listings(merged_ids, kept_id):
    """A customer stands once in a segment's list: what the kept one says remains."""
    return SQL(
        """
DELETE FROM crm_segment_listing AS listing
 WHERE customer_id = ANY(%(merged)s)
   AND EXISTS (
       SELECT FROM crm_segment_listing other
        WHERE other.segment_id = listing.segment_id
          AND (other.customer_id = %(kept)s
               OR (other.customer_id = ANY(%(merged)s) AND other.id < listing.id)))
RETURNING id
""",
        merged=list(merged_ids),
        kept=kept_id,
    )

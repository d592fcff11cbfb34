# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names that others use: taking one breaks a customer who installs both."""

import re
from fnmatch import fnmatch

from .classes import is_field, models_of
from .tree import Problem

FORBIDDEN_ENDINGS = (".action", ".view", ".menu")

TAKEN_MODELS = (
    "abc.classification.* account.invoice.overdue.reminder agreement agreement.* "
    "bi.sql.view* comment.wizard commission* contract.* credit.control.* crm.claim "
    "crm.claim.* crm.salesperson.planner.visit* date.range* helpdesk.* "
    "overdue.reminder.* partner.risk.exceeded.wiz res.partner.activation "
    "res.partner.grade res.partner.payment.action.type res.partner.stage rma rma.* "
    "sale.primeship spreadsheet.dashboard* tier.*"
).split()

TAKEN_FIELDS = {
    "res.partner": (
        "activation active_primeship agent agent_type agreement_ids "
        "application_statistics assigned_partner_id can_review claim_count claim_ids "
        "commission_id contract_ids credit_control_* credit_currency credit_policy* "
        "customer_rank d2p_* d2r_* date_credit_limit date_partnership date_review "
        "date_review_next grade_id grade_sequence has_comment helpdesk_ticket_* "
        "hide_reviews implemented_partner_ids is_public loyalty_card_count "
        "manual_credit_currency_id manual_followup move_line_ids need_validation "
        "next_review no_overdue_reminder overdue_invoice_* partner_weight "
        "payment_next_action* payment_note payment_responsible_id "
        "portal_show_financial_risk_visible primeship_* properties "
        "purchase_contract_count rejected_message review_ids reviewer_ids risk_* rma_* "
        "sale_contract_count same_email_partner_ids settlement* "
        "show_financial_risk_in_portal stage_id stage_state state to_validate_message "
        "trust validated_message validation_status"
    ).split(),
    "sale.order": (
        "assigned_grade_id commercial_partner_invoicing_id company_currency_id "
        "overdue_invoice_*"
    ).split(),
    "sale.order.line": (
        "coupon_id points_cost primeship_id* reward_id risk_amount risk_partner_id"
    ).split(),
    "account.move": (
        "credit_control_line_ids credit_policy_id full_reconcile_payment_date "
        "no_overdue_reminder overdue overdue_reminder_* risk_amount_total_currency "
        "risk_currency_id"
    ).split(),
    "account.move.line": (
        "contract_line_id end_date invoice_user_id partner_ref payment_term_id rma_id "
        "start_date"
    ).split(),
    "res.company": (
        "allow_overrisk_* credit_control_tolerance credit_policy_id helpdesk_mgmt_* "
        "invoice_unpaid_margin overdue_reminder_* partnership_label rma_*"
    ).split(),
}


def model_name_ending(repo):
    for module in repo.modules:
        for model in _new_models(module):
            if model.name.endswith(FORBIDDEN_ENDINGS):
                yield Problem(
                    model.path,
                    model.node.lineno,
                    f"{model.name}: its ids would be taken for those of its parent",
                )


def model_name_is_free(repo):
    for module in repo.product_modules:
        for model in _new_models(module):
            if _matches(model.name, TAKEN_MODELS):
                yield Problem(
                    model.path, model.node.lineno, f"model {model.name} is taken"
                )


def model_name_prefix(repo):
    for module in repo.product_modules:
        for model in _new_models(module):
            if not re.match(r"(?:report\.)?crm[._]", model.name):
                yield Problem(
                    model.path,
                    model.node.lineno,
                    f"{model.name}: our models start with crm.",
                )


def model_has_one_class(repo):
    """A second class of the name would hide the first; extensions inherit it."""
    first = {}
    for module in repo.modules:
        for model in _new_models(module):
            if first.setdefault(model.name, model) is not model:
                yield Problem(
                    model.path,
                    model.node.lineno,
                    f"{model.name} is also made in {first[model.name].path}",
                )


def field_name_is_free(repo):
    for module in repo.product_modules:
        for model in models_of(module):
            taken = TAKEN_FIELDS.get(model.name, ()) if not model.is_new else ()
            for name, value in model.attributes.items():
                if is_field(value) and _matches(name, taken):
                    yield Problem(
                        model.path,
                        value.lineno,
                        f"field {name} of {model.name} is used by another add-on",
                    )


def _new_models(module):
    return [model for model in models_of(module) if model.is_new]


def _matches(name, patterns):
    return any(fnmatch(name, pattern) for pattern in patterns)


RULES = (
    model_name_ending,
    model_name_is_free,
    model_name_prefix,
    model_has_one_class,
    field_name_is_free,
)

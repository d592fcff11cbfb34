# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import xml_ids


def record(model, identifier, fields):
    return f'<odoo>\n<record id="{identifier}" model="{model}">{fields}</record></odoo>'


def view(identifier, fields):
    return record("ir.ui.view", identifier, fields)


MODEL = '<field name="model">crm.a</field>'
HEIR = '<field name="inherit_id" ref="sale.order_view_form"/>' + MODEL
NAME = '<field name="name">a.inherit.crm_lifecycle</field>'
ACTION = '<field name="res_model">crm.a</field>'
CRON_MODEL = '<field name="model_id" ref="crm_lifecycle.model_crm_a"/>'

BAD = [
    (xml_ids.xml_can_be_read, "<odoo>\n</data>"),
    (xml_ids.xml_id_of_view, view("view_crm_a_form", MODEL)),
    (xml_ids.xml_id_of_view, view("crm_a_view_tree", MODEL)),
    (xml_ids.xml_id_of_inheriting_view, view("my_order_form", HEIR)),
    (xml_ids.name_of_inheriting_view, view("order_view_form", HEIR)),
    (xml_ids.xml_id_of_action, record("ir.actions.act_window", "action_a", ACTION)),
    (xml_ids.xml_id_of_action, record("ir.actions.server", "crm_b_action", CRON_MODEL)),
    (xml_ids.xml_id_of_menu, '<odoo>\n<menuitem id="menu_a" name="A"/></odoo>'),
    (xml_ids.xml_id_of_group, record("res.groups", "group_user", "")),
    (xml_ids.xml_id_of_rule, record("ir.rule", "rule_a", CRON_MODEL)),
    (
        xml_ids.no_group_category,
        record("res.groups", "crm_lifecycle_group_a", '<field name="category_id"/>'),
    ),
]
GOOD = [
    view("crm_a_view_form", MODEL),
    view("crm_a_view_list_short", MODEL),
    view("order_view_form", HEIR + NAME),
    view("order_view_form_money", HEIR + NAME),
    view("crm_a_view_form_money", HEIR + NAME),
    record("ir.actions.act_window", "crm_a_action", ACTION),
    record("ir.actions.act_window", "crm_lifecycle_action_settings", ACTION),
    record("ir.actions.report", "crm_a_report_file", MODEL),
    record("ir.actions.act_window", "sale.action_orders", ACTION),
    '<odoo><menuitem id="crm_a_menu"/><menuitem id="crm_a_menu_all"/></odoo>',
    record("res.groups", "crm_lifecycle_group_user", ""),
    record("ir.rule", "crm_a_rule_company", CRON_MODEL),
]


@pytest.mark.parametrize("rule", xml_ids.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_sample(module, found, rule, text):
    assert found(rule, module({"views/a.xml": text})) == [("a.xml", 2)]


@pytest.mark.parametrize("rule", xml_ids.RULES)
def test_good_sample(module, found, rule):
    files = {f"views/{number}.xml": text for number, text in enumerate(GOOD)}
    assert found(rule, module(files)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, _text in BAD} == set(xml_ids.RULES)

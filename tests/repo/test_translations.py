# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import translations

HEAD = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n\n'
POT = HEAD + '#: a\nmsgid "Yes"\nmsgstr ""\n\nmsgid "%(name)s is late"\nmsgstr ""\n'
GOOD = (
    HEAD + '#: a\nmsgid "Yes"\nmsgstr "是"\n\n'
    'msgid "%(name)s is late"\nmsgstr ""\n"%(name)s"\n"已逾期"\n'
    '\n#~ msgid "Old"\n#~ msgstr ""\n'
)
BAD = [
    (translations.chinese_exists, {"i18n/crm_lifecycle.pot": POT}, 1),
    (translations.chinese_is_complete, {"i18n/zh_CN.po": POT}, 2),
    (
        translations.chinese_is_complete,
        {"i18n/crm_lifecycle.pot": POT, "i18n/zh_CN.po": HEAD},
        2,
    ),
    (
        translations.chinese_is_complete,
        {"i18n/zh_CN.po": GOOD.replace("#: a", "#, fuzzy")},
        1,
    ),
    (
        translations.chinese_keeps_placeholders,
        {"i18n/zh_CN.po": GOOD.replace('"%(name)s"\n', "")},
        1,
    ),
]


@pytest.mark.parametrize("rule", translations.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "problems"), BAD)
def test_bad_sample(module, rule, files, problems):
    assert len(list(rule(module(files)))) == problems


@pytest.mark.parametrize("rule", translations.RULES)
def test_good_sample(module, found, rule):
    files = {"i18n/crm_lifecycle.pot": POT, "i18n/zh_CN.po": GOOD}
    assert found(rule, module(files)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(translations.RULES)


def test_broken_file_is_named(tmp_path):
    path = tmp_path / "zh_CN.po"
    path.write_text(f"{HEAD}nonsense\n")
    with pytest.raises(ValueError, match="zh_CN.po:5"):
        translations.read_po(path)

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How alike two customer names are; plain functions, no database."""

import re
import unicodedata

LEGAL_FORMS = (
    "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "股份公司", "分公司",
    "公司", "集团", "厂", "商行", "经营部",
    "co ltd", "company limited", "limited", "ltd", "inc", "corp", "corporation",
    "llc", "gmbh", "ag", "sa", "sarl", "bv", "nv", "plc", "group", "holding", "co",
)  # fmt: skip
REGIONS = (
    "北京", "上海", "天津", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏",
    "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南",
    "四川", "贵州", "云南", "陕西", "甘肃", "青海", "内蒙古", "广西", "西藏", "宁夏",
    "新疆", "中国",
)  # fmt: skip

_CJK = re.compile(r"[\u4e00-\u9fff]")


def name_key(name):
    """Name without what does not tell companies apart.

    Full- and half-width forms and case are folded, punctuation, legal forms and (in
    Chinese names) region words are stripped, unless nothing would remain.

    >>> name_key("ＡＣＭＥ Trading Co., Ltd.")
    'acme trading'
    >>> name_key("山东鲁强建材有限公司") == name_key("鲁强建材")
    True
    """
    text = unicodedata.normalize("NFKC", name or "").casefold()
    text = re.sub(r"[^\w]+", " ", text).replace("_", " ").strip()
    stripped = _strip_chinese(text) if _CJK.search(text) else _strip_latin(text)
    return stripped or text


def _strip_latin(text):
    words = text.split()
    forms = {form for form in LEGAL_FORMS if " " not in form}
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    return " ".join(words)


def _strip_chinese(text):
    text = text.replace(" ", "")
    for region in REGIONS:
        if text.startswith(region):
            text = re.sub("^(省|市)", "", text[len(region) :])
    for form in LEGAL_FORMS:
        if _CJK.search(form) and text.endswith(form) and len(text) > len(form) + 1:
            text = text[: -len(form)]
    return text


def trigrams(text):
    """Set of the three-letter stretches of each word, padded as pg_trgm pads them."""
    result = set()
    for word in text.split():
        padded = f"  {word} "
        result.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return result


def similarity(left, right):
    """Share of common trigrams, 0.0 to 1.0 (Jaccard, as pg_trgm's similarity).

    >>> similarity("acme trading", "acme trading")
    1.0
    """
    if left and left == right:
        return 1.0
    if _CJK.search(left + right):
        return _chinese_similarity(left, right)
    first, second = trigrams(left), trigrams(right)
    return len(first & second) / len(first | second) if first | second else 0.0


def _chinese_similarity(left, right):
    """Common pairs of characters; a short name contained in a long one counts 0.8."""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) >= 2 and shorter in longer:
        return max(0.8, len(shorter) / len(longer))
    first = {left[i : i + 2] for i in range(len(left) - 1)}
    second = {right[i : i + 2] for i in range(len(right) - 1)}
    return (
        2 * len(first & second) / (len(first) + len(second))
        if first and second
        else 0.0
    )


def phone_key(phone):
    """Last nine digits of a phone number in any format, or an empty string.

    >>> phone_key("+86 (0531) 8888-6666") == phone_key("053188886666")
    True
    """
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone or ""))
    return digits[-9:] if len(digits) >= 7 else ""


FREE_MAIL_DOMAINS = frozenset(
    "gmail.com outlook.com hotmail.com yahoo.com icloud.com qq.com 163.com 126.com "
    "sina.com foxmail.com aliyun.com gmx.de web.de".split()
)


def mail_domain(email):
    """Domain of a company's mail address; empty for the domains anybody can use.

    >>> mail_domain("li@Luqiang.example.com"), mail_domain("x@qq.com")
    ('luqiang.example.com', '')
    """
    domain = (email or "").rpartition("@")[2].strip().lower()
    return "" if domain in FREE_MAIL_DOMAINS else domain


def mask(name):
    """First and last character of each word; of two characters only the first.

    >>> mask("Alpha Works Co")
    'A•••a W•••s C•'
    >>> mask("张三")
    '张•'
    """
    words = [
        word[0] + "•" * max(len(word) - 2, 1) + (word[-1] if len(word) > 2 else "")
        for word in (name or "").split()
    ]
    return " ".join(words)

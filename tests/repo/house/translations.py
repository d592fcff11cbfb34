# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Simplified Chinese is complete and keeps the placeholders of the source."""

import ast
import re
from dataclasses import dataclass, field

from .tree import Problem

LANGUAGE = "zh_CN"
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (\".*\")$")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sd]|\{\{.*?\}\}|\$\{.*?\}")


@dataclass
class Entry:
    line: int
    flags: set = field(default_factory=set)
    texts: dict = field(default_factory=dict)

    @property
    def source(self):
        return self.texts.get("msgid", "")

    @property
    def translations(self):
        return [text for key, text in self.texts.items() if key.startswith("msgstr")]


def read_po(path):
    """The living entries of a PO or POT file, without its header."""
    entries, flags, current, key = [], set(), None, None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line, found = raw.strip(), KEYWORD.match(raw.strip())
        if line.startswith("#,"):
            flags = {flag.strip() for flag in line[2:].split(",")}
        elif found:
            key = found.group(1)
            if current is None or key == "msgctxt" or key in current.texts:
                current, flags = Entry(number, flags), set()
                entries.append(current)
            current.texts[key] = ast.literal_eval(found.group(2))
        elif line.startswith('"') and current is not None:
            current.texts[key] += ast.literal_eval(line)
        elif line and not line.startswith("#"):
            raise ValueError(f"{path}:{number}: not a line of a PO file: {line}")
        elif not line:
            current = None
    return [entry for entry in entries if entry.source]


def chinese_exists(repo):
    for module in repo.product_modules:
        folder = module.path / "i18n"
        if any(folder.glob("*")):
            for name in (f"{module.name}.pot", f"{LANGUAGE}.po"):
                if not (folder / name).is_file():
                    yield Problem(folder / name, 1, "the file is missing")


def chinese_is_complete(repo):
    for module, po in _chinese(repo):
        translated = set()
        for entry in read_po(po):
            translated.add(entry.source)
            if "fuzzy" in entry.flags:
                yield Problem(po, entry.line, f"fuzzy: {entry.source!r}")
            if not all(entry.translations):
                yield Problem(po, entry.line, f"not translated: {entry.source!r}")
        pot = po.with_name(f"{module.name}.pot")
        for entry in read_po(pot) if pot.is_file() else []:
            if entry.source not in translated:
                yield Problem(po, 1, f"misses {entry.source!r} of {pot.name}")


def chinese_keeps_placeholders(repo):
    for _module, po in _chinese(repo):
        for entry in read_po(po):
            wanted = sorted(PLACEHOLDER.findall(entry.source))
            for text in filter(None, entry.translations):
                if sorted(PLACEHOLDER.findall(text)) != wanted:
                    yield Problem(
                        po, entry.line, f"placeholders differ from {entry.source!r}"
                    )


def _chinese(repo):
    for module in repo.product_modules:
        po = module.path / "i18n" / f"{LANGUAGE}.po"
        if po.is_file():
            yield module, po


RULES = (chinese_exists, chinese_is_complete, chinese_keeps_placeholders)

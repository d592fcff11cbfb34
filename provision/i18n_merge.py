# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Merge a template of terms into a translation; runs where polib is installed."""

import sys
from pathlib import Path

import polib

# These change with every export and would only make noise in the history.
RESTLESS = ("POT-Creation-Date", "PO-Revision-Date")


def merge(template_path, path):
    """Bring one translation up to the template; say what is untranslated."""
    template = polib.pofile(str(template_path), wrapwidth=78)
    for key in RESTLESS:
        template.metadata.pop(key, None)
    template.save()
    if path.exists():
        translation = polib.pofile(str(path), wrapwidth=78)
        translation.merge(template)
    else:
        translation = polib.POFile(wrapwidth=78)
        translation.extend(template)
        translation.metadata = dict(template.metadata)
    for key in RESTLESS:
        translation.metadata.pop(key, None)
    translation.metadata["Language"] = path.stem
    for entry in translation.obsolete_entries():
        translation.remove(entry)
    translation.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    translation.save(str(path))
    missing = len(translation.untranslated_entries()) + len(translation.fuzzy_entries())
    if missing:
        sys.stdout.write(f"{path}: {missing} terms to translate\n")


if __name__ == "__main__":
    merge(Path(sys.argv[1]), Path(sys.argv[2]))

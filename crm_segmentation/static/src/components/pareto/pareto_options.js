import { _t } from "@web/core/l10n/translation";

// bars beyond are too narrow to be told apart
export const MOST_BARS = 80;
const noType = _t("Without Trade Type");

/** A choice of the second menu, from a group of a trade type. */
export function optionOf(type) {
    const id = type ? type[0] : false;
    return { key: String(id), id, name: type ? type[1] : noType };
}

import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger, formatMonetary } from "@web/views/fields/formatters";

/**
 * Words for a number of the cockpit; "" where there is none.
 *
 * @param {number|null} value
 * @param {"money"|"count"|"percent"|"days"} unit
 * @param {{currencyId?: number, isShort?: boolean}} options
 */
export function formatNumber(value, unit, { currencyId, isShort } = {}) {
    if (value === null || value === undefined) {
        return "";
    }
    if (unit === "percent") {
        return formatPercent(value);
    }
    if (unit === "days") {
        return _t("%s days", formatFloat(value, { digits: [16, 0] }));
    }
    if (unit === "money") {
        return formatMonetary(value, {
            currencyId,
            digits: [16, isShort && Math.abs(value) >= 1000 ? 1 : 0],
            humanReadable: isShort,
        });
    }
    return formatInteger(Math.round(value));
}

/** A share with one decimal. */
export function formatPercent(share) {
    return `${formatFloat(share * 100, { digits: [16, 1] })} %`;
}

/** A change with its sign, so that it can be read without its colour. */
export function formatChange(change) {
    const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
    return sign + formatPercent(Math.abs(change));
}

/** "good", "bad" or "even": a number that rises is not always welcome. */
export function verdictOf(change, good) {
    if (!change) {
        return "even";
    }
    return change > 0 === (good === "up") ? "good" : "bad";
}

/**
 * Points of an SVG polyline that fills a box of the given size; months without a
 * value are left out. "" when fewer than two are known.
 */
export function sparkline(values, width = 100, height = 24) {
    const known = values
        .map((value, index) => ({ value, index }))
        .filter(({ value }) => value !== null && value !== undefined);
    if (known.length < 2) {
        return "";
    }
    const numbers = known.map(({ value }) => value);
    const low = Math.min(...numbers);
    const span = Math.max(...numbers) - low || 1;
    const step = width / (values.length - 1);
    return known
        .map(({ value, index }) => {
            const x = Math.round(index * step * 10) / 10;
            const y = Math.round((height - ((value - low) / span) * height) * 10) / 10;
            return `${x},${y}`;
        })
        .join(" ");
}

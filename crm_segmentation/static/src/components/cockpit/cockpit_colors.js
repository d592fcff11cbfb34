import { getCustomColor } from "@web/core/colors/colors";

// Colours that colour-blind people tell apart (Okabe and Ito).
const COLORS = {
    bright: ["#0072B2", "#E69F00", "#009E73", "#CC79A7"],
    dark: ["#56B4E9", "#E69F00", "#2FBF97", "#E0A3C4"],
};

/**
 * Scheme of a page whose text has this colour: a cookie may ask for a dark page where
 * none can be had, and a theme may be dark without one.
 *
 * @param {string} color as the browser computes it, e.g. "rgb(55, 65, 81)"
 */
export function schemeOf(color) {
    const [red, green, blue] = (color.match(/\d+/g) || [0, 0, 0]).map(Number);
    return red + green + blue > 3 * 128 ? "dark" : "light";
}

export function seriesColor(scheme, index) {
    const colors = COLORS[scheme === "dark" ? "dark" : "bright"];
    return colors[index % colors.length];
}

export function gridColor(scheme) {
    return getCustomColor(scheme, "#d8dadd", "#3C3E4B");
}

export function textColor(scheme) {
    return getCustomColor(scheme, "#374151", "#E4E4E4");
}

import { pick } from "@web/core/utils/objects";

const KEYS = ["cockpit_company", "cockpit_team", "cockpit_period"];

/**
 * Filters that the address carries for this action, also for the breadcrumb back to it.
 *
 * @param {object} current state of the router
 * @param {object} action the client action
 */
export function filtersOfUrl(current, action) {
    const names = [action.path, action.id, action.tag].filter(Boolean);
    const known = [...(current.actionStack || []), current].filter((state) =>
        names.includes(state.action)
    );
    const found = pick(Object.assign({}, ...known), ...KEYS);
    return {
        company: found.cockpit_company === "all" ? 0 : found.cockpit_company || null,
        team: found.cockpit_team || null,
        period: found.cockpit_period || null,
    };
}

/** The same as keys of the address; what is undefined stays out of it. */
export function urlOfFilters({ company, team, period }, { companies }) {
    return {
        cockpit_company: companies.length > 1 ? company || "all" : undefined,
        cockpit_team: team || undefined,
        cockpit_period: period,
    };
}

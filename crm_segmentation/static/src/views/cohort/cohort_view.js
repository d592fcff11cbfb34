import { registry } from "@web/core/registry";
import { CohortController } from "./cohort_controller";

/** Heat map of cohorts; its model answers `get_matrix(domain, kind)`. */
export const cohortView = {
    type: "graph",
    Controller: CohortController,
    searchMenuTypes: ["filter", "favorite"],
};

registry.category("views").add("crm_cohort", cohortView);

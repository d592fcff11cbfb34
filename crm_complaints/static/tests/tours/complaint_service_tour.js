import { registry } from "@web/core/registry";

/** The customer checks a service, remarks what is wrong, and signs the sheet. */
registry.category("web_tour.tours").add("crm_complaints_portal_sign", {
    steps: () => [
        { trigger: "#complaint_service_remark", run: "edit The pump still leaks" },
        { trigger: ".o_web_sign_auto_button", run: "click" },
        {
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_service_signed" },
        { trigger: "dd:contains(The pump still leaks)" },
    ],
});

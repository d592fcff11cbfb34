import { advanceTime, animationFrame, describe, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    allowTranslations,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

import { workingTime } from "@crm_complaints/components/sla_badge/sla_badge";

describe.current.tags("desktop");

class Complaint extends models.Model {
    _name = "complaint";
    subject = fields.Char();
    sla_badge = fields.Json();
    _records = [
        { id: 1, subject: "Runs", sla_badge: { state: "running", target: "solution", left: 5460, ticks: 14400 } },
        { id: 2, subject: "Asleep", sla_badge: { state: "warning", target: "response", left: 600, ticks: 0 } },
        { id: 3, subject: "Almost", sla_badge: { state: "running", target: "response", left: 30, ticks: 14400 } },
        { id: 4, subject: "Late", sla_badge: { state: "breached", target: "response", left: -3600, ticks: 0 } },
        { id: 5, subject: "Waits", sla_badge: { state: "paused", target: "solution", left: 7200, ticks: 0 } },
        { id: 6, subject: "Kept", sla_badge: { state: "met" } },
        { id: 7, subject: "None", sla_badge: { state: "none" } },
    ];
}

defineMailModels();
defineModels([Complaint]);

function texts(view) {
    return [...view.querySelectorAll(".o_crm_sla_badge")].map((node) => node.textContent.trim());
}

test("working time in words", () => {
    allowTranslations();
    expect(String(workingTime(5460))).toBe("1 h 31 min");
    expect(String(workingTime(-540))).toBe("9 min");
    expect(String(workingTime(30 * 3600))).toBe("30 h");
});

test("badges of a list tell what the server read", async () => {
    await mountView({
        type: "list",
        resModel: "complaint",
        arch: `<list><field name="subject"/><field name="sla_badge" widget="sla_badge"/></list>`,
    });
    expect(texts(document)).toEqual([
        "1 h 31 min left",
        "10 min left",
        "0 min left",
        "1 h overdue",
        "Paused, 2 h left",
        "Kept",
    ]);
    expect(".o_data_row:first .o_crm_sla_badge").toHaveAttribute(
        "title",
        "Solution, in working time"
    );
});

test("time passes only while working time runs", async () => {
    await mountView({
        type: "list",
        resModel: "complaint",
        arch: `<list><field name="subject"/><field name="sla_badge" widget="sla_badge"/></list>`,
    });
    await advanceTime(2 * 60 * 1000);
    await animationFrame();
    expect(texts(document).slice(0, 3)).toEqual([
        "1 h 29 min left",
        "10 min left",
        "1 min overdue",
    ]);
    expect(".o_crm_sla_badge[data-state=breached]").toHaveCount(2);
});

test("the form shows the same words", async () => {
    await mountView({
        type: "form",
        resModel: "complaint",
        resId: 1,
        arch: `<form><field name="sla_badge" widget="sla_badge"/></form>`,
    });
    expect(".o_crm_sla_badge").toHaveText("1 h 31 min left");
});

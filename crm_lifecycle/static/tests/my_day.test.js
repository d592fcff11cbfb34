import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();

const line = (id, name, late) => ({
    id,
    name,
    late,
    detail: "Qingdao",
    due: late ? "2 days ago" : "today",
    user: "",
    res_model: "crm.care.task",
    res_id: id,
});

const kind = (lines) => ({
    key: "care",
    label: "Care due",
    icon: "fa-gift",
    can_be_done: true,
    count: lines.length,
    late: 1,
    lines,
});

async function openDay(lines) {
    const open = new Map(lines.map((item) => [item.id, item]));
    onRpc("crm.day", "day", ({ args }) => {
        const left = [...open.values()];
        const kinds = left.length ? [kind(left)] : [];
        return { may_lead: true, scope: args[0], kinds, count: left.length, late: 1 };
    });
    onRpc("crm.day", "day_done", ({ args }) => open.delete(args[1]));
    onRpc("crm.day", "day_undo", ({ args }) => {
        open.set(args[1], line(args[1], "Birthday", true));
        return true;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "crm_lifecycle.my_day",
    });
}

test("done disappears, undo brings it back", async () => {
    await openDay([line(1, "Birthday", true), line(2, "Festival", false)]);
    expect(".o_crm_day_line").toHaveCount(2);
    expect(".o_crm_day_line:first .text-danger").toHaveText("2 days ago");
    await click(".o_crm_day_done:first");
    await animationFrame();
    expect(".o_crm_day_line").toHaveCount(1);
    await click(".o_notification button:contains(Undo)");
    await animationFrame();
    expect(".o_crm_day_line").toHaveCount(2);
});

test("an empty day says what will be here", async () => {
    await openDay([]);
    expect("h2").toHaveText("Nothing waits for you");
    expect(".o_crm_day_line").toHaveCount(0);
});

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** 5400 -> "1 h 30 min", 7200 -> "2 h"; working time: hours are not folded into days. */
export function workingTime(seconds) {
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const hours = Math.floor(minutes / 60);
    if (hours && !(minutes % 60)) {
        return _t("%s h", hours);
    }
    return hours ? _t("%(h)s h %(m)s min", { h: hours, m: minutes % 60 }) : _t("%s min", minutes);
}

/** Counts on from the server's reading, but only while working time runs. */
export class SlaBadge extends Component {
    static template = "crm_complaints.SlaBadge";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ now: Date.now() });
        this.readAt = new WeakMap();
        const timer = setInterval(() => (this.state.now = Date.now()), 20000);
        onWillUnmount(() => clearInterval(timer));
    }

    get badge() {
        return this.props.record.data[this.props.name] || { state: "none" };
    }

    get left() {
        if (!this.readAt.has(this.badge)) {
            this.readAt.set(this.badge, Date.now());
        }
        const passed = Math.max(0, (this.state.now - this.readAt.get(this.badge)) / 1000);
        return this.badge.left - Math.min(passed, this.badge.ticks || 0);
    }

    get status() {
        const open = ["running", "warning"].includes(this.badge.state);
        return open && this.left < 0 ? "breached" : this.badge.state;
    }

    get label() {
        const time = this.badge.left === undefined ? "" : workingTime(this.left);
        return {
            running: _t("%s left", time),
            warning: _t("%s left", time),
            breached: _t("%s overdue", time),
            paused: _t("Paused, %s left", time),
            met: _t("Kept"),
            missed: _t("Done too late"),
            cancelled: _t("Cancelled"),
        }[this.status];
    }

    get title() {
        const titles = {
            acknowledge: _t("Acknowledgement, in working time"),
            response: _t("First response, in working time"),
            solution: _t("Solution, in working time"),
        };
        return titles[this.badge.target] || "";
    }

    get color() {
        return {
            running: "text-bg-success",
            warning: "text-bg-warning",
            breached: "text-bg-danger",
            missed: "text-bg-danger",
            met: "text-bg-light",
        }[this.status] || "text-bg-secondary";
    }
}

registry.category("fields").add("sla_badge", {
    component: SlaBadge,
    displayName: _t("Clock of a complaint"),
    supportedTypes: ["json"],
});

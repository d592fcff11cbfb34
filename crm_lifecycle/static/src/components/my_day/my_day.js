import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** To-do centre: what needs me, or my team, now; see the model crm.day. */
export class MyDay extends Component {
    static template = "crm_lifecycle.MyDay";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.state = useState({ day: null, scope: "me" });
        this.display = { controlPanel: {} };
        onWillStart(() => this.load());
    }

    async load() {
        this.state.day = await this.orm.call("crm.day", "day", [this.state.scope]);
    }

    async switchScope(scope) {
        this.state.scope = scope;
        await this.load();
    }

    open(line) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: line.res_model,
            res_id: line.res_id,
            views: [[false, "form"]],
        });
    }

    async openAll(kind) {
        const scope = this.state.scope;
        const action = await this.orm.call("crm.day", "day_open", [kind.key, scope]);
        return this.action.doAction(action);
    }

    /** The line goes at once; a notification takes it back for a while. */
    async done(kind, line) {
        await this.orm.call("crm.day", "day_done", [kind.key, line.id]);
        await this.load();
        const close = this.notification.add(_t("%s is done.", line.name), {
            type: "success",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: async () => {
                        close();
                        await this.orm.call("crm.day", "day_undo", [kind.key, line.id]);
                        await this.load();
                    },
                },
            ],
        });
    }
}

registry.category("actions").add("crm_lifecycle.my_day", MyDay);

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { onWillStart } from "@odoo/owl";

/** Cards of the pool under a line that says how many one may still claim, and why. */
export class PoolKanbanRenderer extends KanbanRenderer {
    static template = "crm_lifecycle.PoolKanbanRenderer";

    setup() {
        super.setup();
        this.orm = useService("orm");
        onWillStart(async () => {
            this.pools = await this.orm.call("crm.customer.pool", "claim_status", []);
        });
    }
}

export const poolKanbanView = {
    ...kanbanView,
    Renderer: PoolKanbanRenderer,
};

registry.category("views").add("crm_pool_kanban", poolKanbanView);

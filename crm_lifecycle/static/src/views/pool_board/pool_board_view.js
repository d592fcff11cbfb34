import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { onMounted } from "@odoo/owl";

/** Customers by owner: the column without an owner, the pool, is open from the start. */
export class PoolBoardRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        onMounted(() => {
            const pool = (this.props.list.groups || []).find((group) => !group.value);
            if (pool && pool.isFolded) {
                pool.toggle();
            }
        });
    }
}

export const poolBoardView = {
    ...kanbanView,
    Renderer: PoolBoardRenderer,
};

registry.category("views").add("crm_pool_board", poolBoardView);

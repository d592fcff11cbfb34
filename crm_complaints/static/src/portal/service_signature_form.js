import { SignatureForm } from "@portal/signature_form/signature_form";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { redirect } from "@web/core/utils/urls";

/** The signature below a service sheet, sent together with the remark beside it. */
export class ServiceSignatureForm extends SignatureForm {
    async onClickSubmit() {
        const remark = document.querySelector("#complaint_service_remark");
        const answer = await rpc(this.props.callUrl, {
            name: this.signature.name,
            signature: this.signature.getSignatureImage().split(",")[1],
            remark: remark.value,
        });
        if (answer.redirect_url) {
            redirect(answer.redirect_url);
        } else {
            this.state.error = answer.error;
        }
    }
}

registry
    .category("public_components")
    .add("crm_complaints.service_signature_form", ServiceSignatureForm);

/**
 * The Kubernetes resources this project uses, each from its own file.
 *
 * Importing the package as a whole takes 46 to 79 ms at the start of every preview, its groups (`core/v1`) 27 ms, because
 * an import of CommonJS from a module runs every lazy getter; these files take 8 ms (Node 24.21, 2 cores).
 */
export { ValidatingAdmissionPolicy } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicy.js";
export { ValidatingAdmissionPolicyBinding } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicyBinding.js";
export { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
export { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
export { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
export { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
export { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
export { Service } from "@pulumi/kubernetes/core/v1/service.js";
export { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
export { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
export { Provider } from "@pulumi/kubernetes/provider.js";
export { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
export { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
export { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";

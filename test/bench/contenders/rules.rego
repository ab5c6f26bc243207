# The ten rules of the bench, as a Rego author would write them: one partial set of [rule, resource].
package intelgraph

import rego.v1

pods contains {"id": id, "spec": spec} if {
	some object in input
	spec := pod_of(object)
	id := identity(object)
}

pod_of(object) := object.spec if object.kind == "Pod"

pod_of(object) := object.spec.template.spec if {
	object.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Rollout", "ReplicationController"}
}

pod_of(object) := object.spec.jobTemplate.spec.template.spec if object.kind == "CronJob"

identity(object) := sprintf("%s %s/%s", [object.kind, object.metadata.namespace, object.metadata.name])

containers(spec) := array.concat(
	array.concat(object.get(spec, "initContainers", []), spec.containers),
	object.get(spec, "ephemeralContainers", []),
)

deny contains ["resource-limits/container-resources", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	some group in ["requests", "limits"]
	some resource in ["cpu", "memory", "ephemeral-storage"]
	not container.resources[group][resource]
}

deny contains ["provenance/image-digest", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	not regex.match(`^[^@]+@sha256:[a-f0-9]{64}$`, container.image)
}

deny contains ["provenance/image-registry", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	not startswith(container.image, "registry.intelgraph.example/")
}

deny contains ["pod-security/privilege-escalation", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	not container.securityContext.allowPrivilegeEscalation == false
}

deny contains ["pod-security/run-as-non-root", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	effective := object.get(container, ["securityContext", "runAsNonRoot"], object.get(pod.spec, ["securityContext", "runAsNonRoot"], false))
	effective != true
}

deny contains ["pod-security/capabilities", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	not drops_all(container)
}

drops_all(container) if {
	"ALL" in container.securityContext.capabilities.drop
	every added in object.get(container.securityContext.capabilities, "add", []) {
		added == "NET_BIND_SERVICE"
	}
}

deny contains ["pod-security/seccomp", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	effective := object.get(container, ["securityContext", "seccompProfile", "type"], object.get(pod.spec, ["securityContext", "seccompProfile", "type"], ""))
	not effective in {"RuntimeDefault", "Localhost"}
}

deny contains ["pod-security/read-only-root", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	not container.securityContext.readOnlyRootFilesystem == true
}

deny contains ["network-policies/no-host-network", pod.id] if {
	some pod in pods
	pod.spec.hostNetwork == true
}

deny contains ["network-policies/no-host-network", pod.id] if {
	some pod in pods
	some container in containers(pod.spec)
	some port in container.ports
	object.get(port, "hostPort", 0) != 0
}

deny contains ["network-policies/service-exposure", identity(service)] if {
	some service in input
	service.kind == "Service"
	object.get(service.spec, "type", "ClusterIP") != "ClusterIP"
}

deny contains ["network-policies/service-exposure", identity(service)] if {
	some service in input
	service.kind == "Service"
	count(object.get(service.spec, "externalIPs", [])) > 0
}

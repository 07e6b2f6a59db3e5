{{- define "agent-controller.env" -}}
{{- $agents := .Values.agents -}}
{{- $images := .Values.global.images -}}
- name: SERVER_PORT
  value: "8420"
{{- range $name, $own := dict "demo" "demo-agent" "hermes" "hermes-agent" "signer" "remote-signer" }}
- name: OBOL_AGENTS_IMAGES_{{ upper $name }}
  value: {{ get $agents.images $name | default (printf "%s/%s:%s" $images.registry $own ($images.tag | default $.Chart.AppVersion)) | quote }}
{{- end }}
- name: OBOL_AGENTS_RPCURL
  value: {{ $agents.rpcUrl | default (first .Values.global.chains).rpcUrl | quote }}
{{- with $agents.modelEndpoint }}
- name: OBOL_AGENTS_MODELENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- $tools := $agents.toolsUrl | default (printf "%s/mcp" (include "obol.serviceUrl" (list . "agent-tools" 8450))) }}
{{- if ne $tools "none" }}
- name: OBOL_AGENTS_TOOLSURL
  value: {{ $tools | quote }}
{{- end }}
{{- with $agents.modelKey.existingSecret }}
- name: OBOL_AGENTS_MODELKEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $agents.modelKey.key }}
{{- end }}
- name: OBOL_GATEWAY_NAMESPACE
  value: {{ .Release.Namespace }}
- name: OBOL_GATEWAY_SERVICEACCOUNT
  value: payment-gateway
{{- end }}

{{- define "agent-controller.rules" -}}
# A patch sets the finalizer; the spec is the seller's.
- apiGroups: [obol.org]
  resources: [agents]
  verbs: [get, list, watch, patch]
- apiGroups: [obol.org]
  resources: [agents/status]
  verbs: [patch]
# Namespaces are made, and never taken away: they may hold what is not ours.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get, create]
# List and watch, by label and without content: what somebody deletes or edits by hand is repaired at once.
- apiGroups: [""]
  resources: [serviceaccounts, configmaps, services]
  verbs: [get, list, watch, create, patch, delete]
# Volumes, keys and wallets are made once, read and removed, never changed.
- apiGroups: [""]
  resources: [persistentvolumeclaims, secrets]
  verbs: [get, list, watch, create, delete]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
# Kubernetes lets it grant only what it has itself: reading Secrets.
- apiGroups: [rbac.authorization.k8s.io]
  resources: [roles, rolebindings]
  verbs: [get, list, watch, create, patch, delete]
# The admin API's, for callers who may read the same logs.
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{ include "obol.reviewRules" . }}
{{- if .Values.global.local }}
{{ include "obol.localRules" . }}
{{- end }}
{{- end }}

{{- define "agent-controller.ports" -}}
{{- list (dict "name" "http" "port" 8420 "hostPort" .Values.hostPort) | toJson -}}
{{- end }}

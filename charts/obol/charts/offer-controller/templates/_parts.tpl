{{- define "offer-controller.env" -}}
- name: SERVER_PORT
  value: "8430"
- name: OBOL_GATEWAY_URL
  value: {{ include "obol.serviceUrl" (list . "payment-gateway" 8402) }}
- name: OBOL_REGISTRATION_TOMBSTONES
  value: {{ include "obol.registrations" . }}
- name: OBOL_LEADERELECTION_ENABLED
  value: {{ not .Values.global.local | quote }}
- name: OBOL_LEADERELECTION_NAMESPACE
  value: {{ .Release.Namespace }}
{{- end }}

{{- define "offer-controller.rules" -}}
# A patch sets the finalizer. Create, delete and changes of the spec are the admin API's,
# for callers who may do the same.
- apiGroups: [obol.org]
  resources: [serviceoffers]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [obol.org]
  resources: [serviceoffers/status]
  verbs: [patch]
- apiGroups: [obol.org]
  resources: [agents]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch]
# The admin API's, for callers who may read the same logs.
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, list]
{{ include "obol.reviewRules" . }}
{{- end }}

{{- define "offer-controller.ports" -}}
{{- list (dict "name" "http" "port" 8430 "hostPort" .Values.hostPort) | toJson -}}
{{- end }}

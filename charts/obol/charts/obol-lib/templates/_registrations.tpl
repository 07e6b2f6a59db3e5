{{/* Where registrations of deleted offers are remembered, as namespace/name. */}}
{{- define "obol.registrations" -}}
{{ .Release.Namespace }}/agent-registrations
{{- end }}

{{/* The right to do one thing with that ConfigMap: (dict "root" . "verbs" list). */}}
{{- define "obol.registrationsAccess" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ .root.Chart.Name }}-registrations
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "obol.labels" .root | nindent 4 }}
rules:
  - apiGroups: [""]
    resources: [configmaps]
    resourceNames: [agent-registrations]
    verbs: {{ .verbs | toJson }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ .root.Chart.Name }}-registrations
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "obol.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .root.Chart.Name }}-registrations
subjects:
  - kind: ServiceAccount
    name: {{ .root.Chart.Name }}
    namespace: {{ .root.Release.Namespace }}
{{- end }}

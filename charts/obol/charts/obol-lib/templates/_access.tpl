{{/* The ServiceAccount that a program runs as. */}}
{{- define "obol.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "obol.metadata" . | nindent 2 }}
# The Deployment asks for the token itself: nothing else that runs here by accident gets one.
automountServiceAccountToken: false
{{- end }}

{{/* A program's rights in the whole cluster: (dict "root" . "rules" (include "x.rules" .)). */}}
{{- define "obol.clusterAccess" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ include "obol.clusterName" .root }}
  labels:
    {{- include "obol.labels" .root | nindent 4 }}
rules:
  {{- .rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ include "obol.clusterName" .root }}
  labels:
    {{- include "obol.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ include "obol.clusterName" .root }}
subjects:
  - kind: ServiceAccount
    name: {{ .root.Chart.Name }}
    namespace: {{ .root.Release.Namespace }}
{{- end }}

{{/* The right to hold one lease, by name, in the suite's own namespace. */}}
{{- define "obol.leaderElection" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ .Chart.Name }}-leader-election
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "obol.labels" . | nindent 4 }}
rules:
  # A create can't be limited to a name.
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    verbs: [create]
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    resourceNames: [{{ .Chart.Name }}]
    verbs: [get, update]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ .Chart.Name }}-leader-election
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "obol.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .Chart.Name }}-leader-election
subjects:
  - kind: ServiceAccount
    name: {{ .Chart.Name }}
    namespace: {{ .Release.Namespace }}
{{- end }}

{{/* What a REST admin API needs to know who calls and what the caller may do. A review stores nothing. */}}
{{- define "obol.reviewRules" -}}
- apiGroups: [authentication.k8s.io]
  resources: [tokenreviews]
  verbs: [create]
- apiGroups: [authorization.k8s.io]
  resources: [subjectaccessreviews]
  verbs: [create]
{{- end }}

{{/* Only on a laptop: the virtual node writes on a Service where it really listens. */}}
{{- define "obol.localRules" -}}
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch]
{{- end }}

{{/* What every object of the suite carries. */}}
{{- define "obol.labels" -}}
{{ include "obol.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: obol-agent-market
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What picks a program's pods; these never change. */}}
{{- define "obol.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* A program's name, and its place among the release's objects. */}}
{{- define "obol.metadata" -}}
name: {{ .Chart.Name }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "obol.labels" . | nindent 2 }}
{{- end }}

{{/* The name of an object without a namespace: two releases must not share it. */}}
{{- define "obol.clusterName" -}}
{{ .Release.Namespace }}:{{ .Chart.Name }}
{{- end }}

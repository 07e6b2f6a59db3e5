{{- define "agent-tools.env" -}}
- name: SERVER_PORT
  value: "8450"
- name: OBOL_GATEWAY_URL
  value: {{ include "obol.serviceUrl" (list . "payment-gateway" 8402) }}
{{- end }}

{{- define "agent-tools.rules" -}}
# Which agents there are and which skills they have. Each agent's namespace has a Role of its own for its token.
- apiGroups: [obol.org]
  resources: [agents]
  verbs: [get, list, watch]
{{- if .Values.global.local }}
{{ include "obol.localRules" . }}
{{- end }}
{{- end }}

{{- define "agent-tools.ports" -}}
{{- list (dict "name" "http" "port" 8450 "hostPort" .Values.hostPort) | toJson -}}
{{- end }}

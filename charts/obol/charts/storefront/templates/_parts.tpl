{{- define "storefront.env" -}}
- name: SERVER_PORT
  value: "8410"
- name: OBOL_REGISTRATION_TOMBSTONES
  value: {{ include "obol.registrations" . }}
- name: OBOL_GATEWAY_URL
  value: {{ include "obol.serviceUrl" (list . "payment-gateway" 8402) }}
- name: OBOL_GATEWAY_ADMINURL
  value: {{ include "obol.serviceUrl" (list . "payment-gateway" 8403) }}
{{- end }}

{{- define "storefront.rules" -}}
- apiGroups: [obol.org]
  resources: [serviceoffers]
  verbs: [get, list, watch]
{{- if .Values.global.local }}
{{ include "obol.localRules" . }}
{{- end }}
{{- end }}

{{- define "storefront.ports" -}}
{{- list (dict "name" "http" "port" 8410 "hostPort" .Values.hostPort) | toJson -}}
{{- end }}

{{- define "payment-gateway.databaseSecret" -}}
{{ .Values.database.existingSecret | default "payment-gateway-database" }}
{{- end }}

{{- define "payment-gateway.settlementSecret" -}}
{{ .Values.facilitator.existingSecret | default "payment-gateway-settlement" }}
{{- end }}

{{- define "payment-gateway.env" -}}
- name: SERVER_PORT
  value: "8402"
- name: MANAGEMENT_SERVER_PORT
  value: "8403"
{{- if .Values.global.local }}
- name: MANAGEMENT_SERVER_ADDRESS
  value: 127.0.0.1
{{- end }}
- name: OBOL_STOREFRONT_URL
  value: {{ include "obol.serviceUrl" (list . "storefront" 8410) }}
- name: OBOL_FACILITATOR_MODE
  value: {{ .Values.facilitator.mode }}
{{- if eq .Values.facilitator.mode "remote" }}
- name: OBOL_FACILITATOR_URL
  value: {{ .Values.facilitator.url | quote }}
{{- if .Values.facilitator.tokenSecret }}
- name: OBOL_FACILITATOR_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ .Values.facilitator.tokenSecret }}
      key: token
{{- end }}
{{- else }}
- name: OBOL_FACILITATOR_KEYFILE
  value: /etc/obol/settlement/settlement-key
- name: OBOL_FACILITATOR_MAXGAS
  value: {{ .Values.facilitator.maxGas | int64 | quote }}
{{- range $i, $factory := .Values.facilitator.walletFactories }}
- name: OBOL_FACILITATOR_WALLETFACTORIES_{{ $i }}
  value: {{ $factory | quote }}
{{- end }}
- name: OBOL_FACILITATOR_RECEIPTS
  value: {{ .Values.facilitator.receipts }}
{{- end }}
- name: OBOL_FACILITATOR_VERIFYTIMEOUT
  value: {{ .Values.facilitator.verifyTimeout }}
- name: OBOL_FACILITATOR_SETTLETIMEOUT
  value: {{ .Values.facilitator.settleTimeout }}
{{- range $i, $other := .Values.facilitator.others }}
- name: OBOL_FACILITATOR_OTHERS_{{ $i }}_URL
  value: {{ $other.url | quote }}
{{- end }}
{{- if .Values.facilitator.serve.enabled }}
{{- if ne .Values.facilitator.mode "in-process" }}
{{- fail "payment-gateway.facilitator.serve needs mode in-process: only a facilitator of ours can be served" }}
{{- end }}
- name: OBOL_FACILITATOR_SERVE_ENABLED
  value: "true"
- name: OBOL_FACILITATOR_SERVE_RPS
  value: {{ .Values.facilitator.serve.rps | quote }}
{{- if .Values.facilitator.serve.existingSecret }}
- name: OBOL_FACILITATOR_SERVE_TOKENFILE
  value: /etc/obol/facilitator/token
{{- else if .Values.facilitator.serve.open }}
- name: OBOL_FACILITATOR_SERVE_OPEN
  value: "true"
{{- else }}
{{- fail "payment-gateway.facilitator.serve needs existingSecret with a token, or open: true to serve everybody" }}
{{- end }}
{{- end }}
{{- range $i, $network := .Values.trustedProxies }}
- name: OBOL_TRUSTEDPROXIES_{{ $i }}
  value: {{ $network | quote }}
{{- end }}
- name: OBOL_PAYWALL_ADDRESSRPS
  value: {{ .Values.limits.addressRps | quote }}
- name: OBOL_PAYWALL_UPSTREAMTIMEOUT
  value: {{ .Values.timeouts.upstream }}
- name: OBOL_DOOR_HEADTIMEOUT
  value: {{ .Values.timeouts.head }}
- name: OBOL_DOOR_REQUESTTIMEOUT
  value: {{ .Values.timeouts.request }}
- name: OBOL_DOOR_IDLETIMEOUT
  value: {{ .Values.timeouts.idle }}
- name: OBOL_LEDGER_ANSWERTTL
  value: {{ .Values.ledger.answerTtl }}
- name: OBOL_LEDGER_ANSWERMAXSIZE
  value: {{ .Values.ledger.answerMaxSize }}
- name: OBOL_LEDGER_DELIVERIES
  value: {{ .Values.ledger.deliveries | quote }}
- name: OBOL_LEDGER_GOODFOR
  value: {{ .Values.ledger.goodFor }}
- name: OBOL_LEDGER_RETENTION
  value: {{ .Values.ledger.retention }}
- name: OBOL_LEDGER_LATERESERVATIONS
  value: {{ .Values.ledger.lateReservations | quote }}
- name: SPRING_DATASOURCE_URL
  value: {{ .Values.database.url | quote }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ include "payment-gateway.databaseSecret" . }}
      key: username
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "payment-gateway.databaseSecret" . }}
      key: password
{{- end }}

{{/* It reads. The one create is for reviews, which store nothing; each agent's API key comes by a Role in the
     agent's own namespace. */}}
{{- define "payment-gateway.rules" -}}
- apiGroups: [obol.org]
  resources: [serviceoffers]
  verbs: [get, list, watch]
{{- if .Values.global.local }}
{{ include "obol.localRules" . }}
{{- end }}
{{ include "obol.reviewRules" . }}
{{- end }}

{{- define "payment-gateway.ports" -}}
{{- $ports := .Values.hostPorts -}}
{{- $all := list (dict "name" "http" "port" 8402 "hostPort" $ports.http) -}}
{{- if .Values.facilitator.serve.enabled }}
{{- $all = append $all (dict "name" "facilitator" "port" 8404 "hostPort" 0) -}}
{{- end }}
{{- append $all (dict "name" "admin" "port" 8403 "hostPort" $ports.admin) | toJson -}}
{{- end }}

{{- define "payment-gateway.mounts" -}}
- name: settlement
  mountPath: /etc/obol/settlement
  readOnly: true
{{- if and .Values.facilitator.serve.enabled .Values.facilitator.serve.existingSecret }}
- name: facilitator-token
  mountPath: /etc/obol/facilitator
  readOnly: true
{{- end }}
{{- end }}

{{- define "payment-gateway.volumes" -}}
- name: settlement
  secret:
    secretName: {{ include "payment-gateway.settlementSecret" . }}
    defaultMode: 0400
{{- if and .Values.facilitator.serve.enabled .Values.facilitator.serve.existingSecret }}
- name: facilitator-token
  secret:
    secretName: {{ .Values.facilitator.serve.existingSecret }}
    defaultMode: 0400
{{- end }}
{{- end }}

{{/*
A program's Deployment. Takes a dict:
  root         the sub-chart's scope
  ports        a list of {name, port, hostPort}; the last one carries the actuator
  env          more environment variables, as YAML
  mounts       more volume mounts, as YAML
  volumes      more volumes, as YAML
  annotations  more pod annotations, as YAML
  singleton    whether two pods must not overlap in an update
*/}}
{{- define "obol.deployment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "obol.metadata" $root | nindent 2 }}
spec:
  {{- if not (dig "autoscaling" "enabled" false (dict "autoscaling" ($values.autoscaling | default dict))) }}
  replicas: {{ $values.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  {{- /* Two pods can't hold one port of the node, so with a hostPort the old one goes first. */}}
  {{- $hostPorts := list }}
  {{- range .ports }}{{ with .hostPort }}{{ $hostPorts = append $hostPorts . }}{{ end }}{{ end }}
  {{- if or .singleton $hostPorts }}
  strategy:
    type: Recreate
  {{- end }}
  selector:
    matchLabels:
      {{- include "obol.selectorLabels" $root | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "obol.labels" $root | nindent 8 }}
      {{- with .annotations }}
      annotations:
        {{- . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ $root.Chart.Name }}
      automountServiceAccountToken: true
      enableServiceLinks: false
      terminationGracePeriodSeconds: 45
      {{- with $values.global.images.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "obol.podSecurity" $root | nindent 8 }}
      containers:
        - name: {{ $root.Chart.Name }}
          image: {{ include "obol.image" $root }}
          imagePullPolicy: {{ $values.global.images.pullPolicy }}
          securityContext:
            {{- include "obol.containerSecurity" $root | nindent 12 }}
          ports:
            {{- range .ports }}
            - name: {{ .name }}
              containerPort: {{ .port }}
              {{- with .hostPort }}
              hostPort: {{ . }}
              {{- end }}
            {{- end }}
          env:
            {{- include "obol.env" $root | nindent 12 }}
            {{- with .env }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with $values.extraEnv }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          {{- include "obol.probes" (last .ports).name | nindent 10 }}
          resources:
            {{- toYaml $values.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- with .mounts }}
            {{- . | nindent 12 }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {}
        {{- with .volumes }}
        {{- . | nindent 8 }}
        {{- end }}
{{- end }}

{{/* What a namespace with the restricted Pod Security Standard asks of a pod, and of each container. */}}
{{- define "obol.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "obol.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* The image of the program that the sub-chart is named after. */}}
{{- define "obol.image" -}}
{{- $images := .Values.global.images -}}
{{ $images.registry }}/{{ .Chart.Name }}:{{ $images.tag | default .Chart.AppVersion }}
{{- end }}

{{/* The environment that every program gets. */}}
{{- define "obol.env" -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ .Values.javaOptions | quote }}
- name: OBOL_LOCAL
  value: {{ .Values.global.local | quote }}
{{- if .Values.global.local }}
# A laptop's programs are not for its network.
- name: SERVER_ADDRESS
  value: 127.0.0.1
{{- end }}
- name: OBOL_NAMESPACE
  value: {{ .Release.Namespace }}
- name: OBOL_PUBLICURL
  value: {{ .Values.global.publicUrl | quote }}
{{- range $index, $chain := .Values.global.chains }}
- name: OBOL_CHAINS_{{ $index }}_NETWORK
  value: {{ $chain.network | quote }}
- name: OBOL_CHAINS_{{ $index }}_RPCURL
  value: {{ $chain.rpcUrl | quote }}
{{- end }}
{{- end }}

{{/* Starting may take minutes on a busy node; after that a hang is noticed within half a minute. The first answers of a
     JVM are slow, so the probes wait longer for one than a second. */}}
{{- define "obol.probes" -}}
startupProbe:
  httpGet:
    path: /actuator/health/liveness
    port: {{ . }}
  periodSeconds: 1
  timeoutSeconds: 5
  failureThreshold: 300
readinessProbe:
  httpGet:
    path: /actuator/health/readiness
    port: {{ . }}
  periodSeconds: 2
  timeoutSeconds: 5
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: /actuator/health/liveness
    port: {{ . }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{/* The cluster address of a Service of this release, by its name and port: (list $ "payment-gateway" 8402). */}}
{{- define "obol.serviceUrl" -}}
http://{{ index . 1 }}.{{ (index . 0).Release.Namespace }}.svc.cluster.local:{{ index . 2 }}
{{- end }}

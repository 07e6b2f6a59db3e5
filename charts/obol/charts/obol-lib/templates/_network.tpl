{{/* A program's Service: (dict "root" . "ports" list). */}}
{{- define "obol.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "obol.metadata" .root | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "obol.selectorLabels" .root | nindent 4 }}
  ports:
    {{- range .ports }}
    - name: {{ .name }}
      port: {{ .port }}
      targetPort: {{ .name }}
    {{- end }}
{{- end }}

{{/* Keeps at least one pod through a drain. */}}
{{- define "obol.podDisruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "obol.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "obol.selectorLabels" . | nindent 6 }}
{{- end }}

{{/* Follows the load by CPU, which is what limits the programs that scale. */}}
{{- define "obol.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "obol.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .Chart.Name }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.targetCpuPercent }}
{{- end }}

{{/* Who may reach a program: everybody on its public ports, the suite's namespace and monitoring on the others.
     (dict "root" . "public" (list 8402) "inner" (list 8403)) */}}
{{- define "obol.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "obol.metadata" .root | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "obol.selectorLabels" .root | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    {{- with .public }}
    - ports:
        {{- range . }}
        - port: {{ . }}
        {{- end }}
    {{- end }}
    {{- with .inner }}
    - from:
        - podSelector: {}
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: monitoring
      ports:
        {{- range . }}
        - port: {{ . }}
        {{- end }}
    {{- end }}
{{- end }}

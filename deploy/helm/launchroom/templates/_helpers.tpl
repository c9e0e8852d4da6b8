{{- define "launchroom.labels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- define "launchroom.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "launchroom.env" -}}
- name: ROLE
  value: {{ .role | quote }}
- name: PUBLIC_URL
  value: {{ .root.Values.publicUrl | quote }}
- name: TRUSTED_PROXIES
  value: {{ .root.Values.trustedProxies | quote }}
- name: DATA_DIR_SHARED
  value: "true"
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: PROCESS_URL
  value: {{ if eq .role "media" }}"http://$(HOSTNAME).{{ .root.Release.Name }}-media:3000"{{ else }}"http://$(POD_IP):3000"{{ end }}
{{- range $name, $value := .root.Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "launchroom.container" -}}
- name: launchroom
  image: {{ include "launchroom.image" .root }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  env:
    {{- if eq .role "media" }}
    - name: HOSTNAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    {{- end }}
    {{- include "launchroom.env" . | nindent 4 }}
  envFrom:
    - secretRef:
        name: {{ .root.Values.existingSecret }}
  ports:
    - name: http
      containerPort: 3000
    {{- if eq .role "media" }}
    - name: rtmp
      containerPort: 1935
    {{- end }}
  readinessProbe:
    httpGet: { path: /ready, port: http }
    periodSeconds: 3
    failureThreshold: 2
  livenessProbe:
    httpGet: { path: /live, port: http }
    periodSeconds: 10
    failureThreshold: 3
  startupProbe:
    httpGet: { path: /live, port: http }
    periodSeconds: 2
    failureThreshold: 60
  lifecycle:
    preStop:
      # The endpoint is taken away in the same moment as the signal comes: nobody is to be sent here any more.
      exec: { command: [sleep, "15"] }
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    allowPrivilegeEscalation: false
    capabilities: { drop: [ALL] }
  resources:
    {{- toYaml (index .root.Values .role).resources | nindent 4 }}
  volumeMounts:
    - name: data
      mountPath: /data
    {{- if eq .role "media" }}
    - name: recordings
      mountPath: /data/recordings
    {{- end }}
{{- end }}

{{- define "launchroom.pod" -}}
metadata:
  labels:
    {{- include "launchroom.labels" . | nindent 4 }}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "3000"
spec:
  terminationGracePeriodSeconds: {{ add .root.Values.drainSeconds 30 }}
  securityContext:
    fsGroup: 10001
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "launchroom.labels" . | nindent 10 }}
  containers:
    {{- include "launchroom.container" . | nindent 4 }}
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: {{ .root.Values.data.existingClaim | default (printf "%s-data" .root.Release.Name) }}
{{- end }}

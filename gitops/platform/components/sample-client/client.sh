#!/usr/bin/env bash
# A client that runs until it is stopped, or until its first error: it then exits, and Kubernetes restarts it.
#
#   client.sh produce   creates TOPIC if it doesn't exist, and writes a record to it every INTERVAL seconds
#   client.sh consume   reads TOPIC, as the consumer group of the same name, and prints the records
#
# BOOTSTRAP    HOST:PORT of the listener
# INTERVAL     for produce
# CREDENTIALS, TRUST, IDENTITY, SCRATCH   as in ../smoke-test/smoke.sh
set -euo pipefail

config=$SCRATCH/client.properties

# From here to configure, ../smoke-test/smoke.sh and ../sample-client/client.sh are the same: Kustomize gives a component no file of another.
say() { printf '%s=%s\n' "$1" "${2//\\/\\\\}" >>"$config"; }
# The value of a line NAME=VALUE.
field() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    if [ "${line%%=*}" = "$1" ]; then printf %s "${line#*=}"; fi
  done <"$2"
}
# The same as an option of JAAS.
option() {
  local text
  text=$(field "$1" "$2")
  text=${text//\\/\\\\}
  printf '%s="%s"' "$1" "${text//\"/\\\"}"
}

# TLS, and as whom it signs in.
secure() {
  local protocol=PLAINTEXT file=$CREDENTIALS/plain.txt
  if [ -f "$TRUST/truststore.jks" ]; then
    protocol=SSL
    say ssl.truststore.location "$TRUST/truststore.jks"
    say ssl.truststore.password "$(field jksPassword "$TRUST/jksPassword.txt")"
  elif [ -f "$TRUST/ca.crt" ]; then
    protocol=SSL
    say ssl.truststore.type PEM
    say ssl.truststore.location "$TRUST/ca.crt"
  fi
  if [ -f "$IDENTITY/tls.key" ]; then
    cat "$IDENTITY/tls.key" "$IDENTITY/tls.crt" >"$SCRATCH/identity.pem"
    say ssl.keystore.type PEM
    say ssl.keystore.location "$SCRATCH/identity.pem"
  fi
  if [ -f "$file" ]; then
    if [ "$protocol" = SSL ]; then protocol=SASL_SSL; else protocol=SASL_PLAINTEXT; fi
    say sasl.mechanism PLAIN
    local login=org.apache.kafka.common.security.plain.PlainLoginModule
    say sasl.jaas.config "$login required $(option username "$file") $(option password "$file");"
  fi
  say security.protocol "$protocol"
}

configure() {
  umask 077
  : >"$config"
  secure
}

records() {
  local number=0
  while echo "$HOSTNAME $((++number))"; do sleep "$INTERVAL"; done
}

configure
case "${1:-}" in
  # exec: the program gets the signal with which Kubernetes stops a container. --sync: otherwise, it continues although a record was
  # rejected. It prints a prompt for each record, which is not needed. There are four partitions, one for each of four consumers.
  produce)
    kafka-topics --bootstrap-server "$BOOTSTRAP" --command-config "$config" --create --if-not-exists \
      --topic "$TOPIC" --partitions 4 --config retention.ms=3600000
    # kafka-console-producer gives up after three retries and 1.5 s unless these are set (ConsoleProducer.java of Apache Kafka). A short
    # lack of replicas is not an error of the new version: delivery.timeout.ms, two minutes, decides.
    say retries 2147483647
    say request.timeout.ms 30000
    say linger.ms 0
    exec kafka-console-producer --bootstrap-server "$BOOTSTRAP" --producer.config "$config" --topic "$TOPIC" \
      --sync --request-required-acks all < <(records) >/dev/null
    ;;
  # On that signal, it leaves the group at once. It checks every ten seconds whether the topic exists.
  consume)
    say allow.auto.create.topics false
    say metadata.max.age.ms 10000
    exec kafka-console-consumer --bootstrap-server "$BOOTSTRAP" --consumer.config "$config" --topic "$TOPIC" --group "$TOPIC"
    ;;
  *)
    echo "client.sh produce, or client.sh consume" >&2
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Produces records with this run's ID to a topic, through the listener at BOOTSTRAP, and consumes them. Exits with 0 once it has read all
# of them, and otherwise with 1 and a line that starts with "Smoke test failed". It uses only Bash and Kafka's own programs, because the
# images of Confluent Platform 8 have little else.
#
# BOOTSTRAP    HOST:PORT of the listener
# TOPIC        created if it doesn't exist; the consumer group has the same name
# RECORDS      how many
# PATIENCE     seconds that Kafka may take for each step: topic, produce, consume
# CREDENTIALS  folder of the user: plain.txt (username=…, password=…); or none
# TRUST        folder of the authority: ca.crt, or truststore.jks with jksPassword.txt; or none, for a listener without TLS
# IDENTITY     folder of the client's certificate: tls.crt, tls.key (PKCS #8); or none
# SCRATCH      a folder that this may write to
set -uo pipefail

config=$SCRATCH/client.properties
log=$SCRATCH/log

# The programs' output goes to the log. It contains no password, because Kafka prints none.
fail() {
  [ -s "$log" ] && cat "$log" >&2
  echo "Smoke test failed: $1 $(reason)" >&2
  exit 1
}

# Recognizes the output of Apache Kafka 4.3's programs: exceptions of org.apache.kafka.common.errors, and their messages.
reason() {
  case "$(<"$log")" in
    *SaslAuthentication* | *"Authentication failed"*) echo "Kafka does not accept the user in $CREDENTIALS/plain.txt: compare it with the Secret sasl-kafka." ;;
    *SslAuthentication* | *handshake*) echo "TLS fails: compare the authority in $TRUST, and the certificate in $IDENTITY, with those of Kafka." ;;
    *Authorization* | *authorized*) echo "The user may not do this: add - ../../components/rbac/smoke-test, or with ACLs, allow it on the topic and the group $TOPIC." ;;
    *NotEnoughReplicas*) echo "Fewer brokers are in sync than min.insync.replicas: look at Kafka's pods." ;;
    "" | *[Tt]ime*out* | *"imed out"*) echo "No broker has answered within $PATIENCE seconds: look at Kafka's pods, at the address, and at the network policies." ;;
    *) echo "What Kafka's program said is above." ;;
  esac
}

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
  say default.api.timeout.ms $((PATIENCE * 1000))
  say request.timeout.ms $((PATIENCE * 500))
  say max.block.ms $((PATIENCE * 1000))
  say delivery.timeout.ms $((PATIENCE * 1000))
  say linger.ms 0
  secure
}

# A program that prints nothing for this long after that hangs.
hung=$((PATIENCE + 30))

create() {
  timeout "$hung" kafka-topics --bootstrap-server "$BOOTSTRAP" --command-config "$config" --create --if-not-exists \
    --topic "$TOPIC" --config retention.ms=3600000 >"$log" 2>&1
}

# --sync: otherwise, the program exits with 0 although a record was rejected. All in-sync replicas acknowledge the records.
produce() {
  local number
  for ((number = 1; number <= RECORDS; number++)); do echo "$id $number"; done |
    timeout "$hung" kafka-console-producer --bootstrap-server "$BOOTSTRAP" --producer.config "$config" --topic "$TOPIC" \
      --sync --request-required-acks all >"$log" 2>&1
}

# Skips the records of earlier runs, and reads until it has all of this run's. A record may arrive twice.
consume() {
  local line consumer
  declare -A seen=()
  : >"$log"
  exec 3< <(exec timeout "$PATIENCE" kafka-console-consumer --bootstrap-server "$BOOTSTRAP" --consumer.config "$config" \
    --topic "$TOPIC" --group "$TOPIC" --from-beginning 2>"$log")
  consumer=$!
  while [ ${#seen[@]} -lt "$RECORDS" ] && IFS= read -r line <&3; do
    case "$line" in "$id "*) seen[$line]=1 ;; esac
  done
  # On this signal, it leaves the group, so the next run doesn't have to wait until its session ends.
  kill -TERM "$consumer" 2>/dev/null
  exec 3<&-
  wait "$consumer" 2>/dev/null
  came=${#seen[@]}
  [ "$came" -eq "$RECORDS" ]
}

id=${HOSTNAME:-smoke}-$RANDOM$RANDOM
came=0
: >"$log"
configure
create || fail "the topic $TOPIC could not be created at $BOOTSTRAP."
produce || fail "$RECORDS records could not be written to the topic $TOPIC at $BOOTSTRAP."
consume || fail "only $came of $RECORDS records came back from the topic $TOPIC at $BOOTSTRAP."
echo "Smoke test passed: $RECORDS records went through the topic $TOPIC at $BOOTSTRAP, and came back."

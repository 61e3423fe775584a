#!/bin/sh
# Creates the namespace TEMPORAL_NAMESPACE where it is missing, and ends once the server accepts requests for it. The
# search attributes are the worker's business. The temporal CLI reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE itself.
set -eu
: "${TEMPORAL_ADDRESS:?}" "${TEMPORAL_NAMESPACE:?}" "${RETENTION:?}"

quietly() {
  "$@" >/dev/null 2>&1
}

# Runs a command until it succeeds: 60 times, 2 s apart. The last time it may say why it does not.
persist() {
  left=60
  until quietly "$@"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ]; then
      "$@"
      return
    fi
    sleep 2
  done
}

ensure_namespace() {
  quietly temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
}

persist temporal operator cluster health
persist ensure_namespace
# A frontend learns of a new namespace a few seconds later.
persist temporal workflow list --limit 1
echo "namespace: $TEMPORAL_NAMESPACE"

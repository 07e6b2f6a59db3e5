#!/usr/bin/env bash
# Copies the CRDs from libs/api, their only source, into the chart. --verify copies nothing and fails on a difference.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source="$here/../../libs/api/src/main/resources/crds"
target="$here/files/crds"
if [ "${1:-}" = --verify ]; then
	diff -ru "$source" "$target" || { echo "The chart's CRDs are stale: run charts/obol/copy-crds.sh" >&2; exit 1; }
else
	mkdir -p "$target"
	rm -f "$target"/*.yaml
	cp "$source"/*.yaml "$target"/
fi

#!/usr/bin/env bash
# Stands for the image hermes-agent on this machine: starts the Hermes gateway from a
# Python environment of its own, and makes that first when it is missing.
#
#   run.sh install    only make the environment
#   run.sh            make it if need be, then become the gateway
#
# OBOL_HERMES_CACHE  the directory below which there is an environment per version;
#                    default ~/.obol/hermes
# OBOL_PYTHON        the Python to make it with, 3.11 to 3.13; default: the first that fits
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(sed -n 's/^hermes-agent==//p' "$here/requirements.txt")
# HOME is the agent's own when this stands for an image, so the cache is named then.
directory=${OBOL_HERMES_CACHE:-$HOME/.obol/hermes}/$version

fail() {
	echo "hermes: $1" >&2
	exit 1
}

find_python() {
	local candidate
	for candidate in ${OBOL_PYTHON:-python3.13 python3.12 python3.11 python3}; do
		if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
			command -v "$candidate"
			return
		fi
	done
	fail "no Python 3.11 to 3.13 with the module venv found; install one or set OBOL_PYTHON"
}

install() {
	local python
	python=$(find_python)
	echo "hermes: installing hermes-agent $version into $directory (once, about a minute)" >&2
	rm -rf "$directory.new"
	"$python" -m venv "$directory.new"
	"$directory.new/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" \
		|| fail "hermes-agent $version could not be installed; see the lines above"
	# Moved when complete, so that a half-made environment is never used.
	rm -rf "$directory"
	mv "$directory.new" "$directory"
	"$directory/bin/python" -m compileall -q "$directory/lib" >/dev/null || true
	touch "$directory/.complete"
}

mkdir -p "$(dirname "$directory")"
if [ ! -e "$directory/.complete" ]; then
	exec 9>"$directory.lock"
	flock 9
	[ -e "$directory/.complete" ] || install
	exec 9>&-
fi
[ "${1:-}" = install ] && exit 0

if [ "${OBOL_LOCAL:-}" = true ]; then
	export API_SERVER_HOST=127.0.0.1
fi
# Everything starts at once on a laptop, and Hermes asks a server that was not there only every five minutes again.
if [[ "${AGENT_TOOLS_URL:-}" =~ ^http://([0-9.]+):([0-9]+)/ ]]; then
	for _ in {1..120}; do
		(exec 3<>"/dev/tcp/${BASH_REMATCH[1]}/${BASH_REMATCH[2]}") 2>/dev/null && break
		sleep 0.5
	done
fi
# Not bin/hermes: its first line names the place where the environment was made.
exec "$directory/bin/python" -m hermes_cli.main gateway run --no-supervise "$@"

# Shared by the scripts of this folder: short progress on the terminal, the whole output in .build/logs.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/.build/logs
mkdir -p "$logs"

say() { printf '%s\n' "$*"; }

# fail WHAT REMEDY: the one line that a person needs, then the end.
fail() {
    printf 'FAILED: %s. Remedy: %s\n' "$1" "$2" >&2
    exit 1
}

# watch_log LOG PID: the newest progress of LOG, about every ten seconds, until the process PID ends.
watch_log() {
    local log=$1 pid=$2 last='' now tick=0
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        tick=$((tick + 1))
        ((tick % 20 == 0)) || continue
        now=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c 1-100)
        [[ -n $now && $now != "$last" ]] && say "    $now"
        last=$now
    done
}

# step TITLE LOGNAME COMMAND...: runs COMMAND with its output in .build/logs/LOGNAME.log; answers its exit status.
step() {
    local title=$1 log=$logs/$2.log status=0 start=$SECONDS
    shift 2
    say "==> $title"
    "$@" >"$log" 2>&1 </dev/null &
    local pid=$!
    # A command in the background does not hear Ctrl-C.
    trap 'kill '"$pid"' 2>/dev/null; wait '"$pid"' 2>/dev/null; exit 130' INT TERM
    watch_log "$log" "$pid"
    wait "$pid" || status=$?
    trap - INT TERM
    if ((status == 0)); then
        say "    done in $((SECONDS - start)) s"
    else
        grep -aE '(^|[ :])(error|FAILED|E):' "$log" | sort -u | head -n 20 >&2 || true
        say "    the last lines of .build/logs/${log##*/}:" >&2
        tail -n 15 "$log" >&2
    fi
    return "$status"
}

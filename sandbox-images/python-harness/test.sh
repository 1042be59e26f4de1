#!/bin/sh
# Tests the Python image: unit tests of the harness inside it, then hostile jobs in containers as a worker starts them.
# Builds the image first if its inputs have changed. Options are handed to unittest: test.sh -k forbidden
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
image=grader-sandbox/python-torch:latest
"$here/../build.sh" --if-changed --only python-torch

work=$(mktemp -d "${TMPDIR:-/tmp}/python-harness.XXXXXX")
name=grader-harness-test-$$
trap 'docker rm -f "$name" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The settings of docs/sandbox.md.
hardened() {
    docker run --rm -i --name "$name" --network none --cap-drop ALL \
        --security-opt no-new-privileges --security-opt "seccomp=$here/../seccomp.json" --read-only \
        --tmpfs /scratch:rw,noexec,nosuid,nodev,size=64m,nr_inodes=4096,mode=0700,uid=65534,gid=65534 \
        --user 65534:65534 --pids-limit 128 --memory 1g --memory-swap 1g --cpus 1 --shm-size 1m --ipc private \
        --ulimit nofile=256 --ulimit core=0 --ulimit fsize=67108864 --oom-score-adj 500 --log-driver none "$@"
}

tests() {
    hardened -v "$here/tests:/opt/harness/tests:ro" -w /opt/harness "$image" python3 -B "$@"
}

tests -m unittest discover -s tests -t . "$@"

tests -m tests.production make >"$work/jobs.tar"
tar -C "$work" -xf "$work/jobs.tar"
for input in "$work"/*.in; do
    job=${input%.in}
    status=0
    hardened "$image" <"$input" >"$job.out" 2>"$job.err" || status=$?
    echo "$status" >"$job.status"
done
cd "$work"
tar -cf answers.tar ./*.out ./*.status
tests -m tests.production check <answers.tar || {
    cat ./*.err >&2
    exit 1
}

#!/bin/sh
# Runs the three steps of the DJL image in containers with the whole hardened baseline and prints their times.
# Usage: test.sh [image]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
image=${1:-grader-sandbox/djl:latest}

exec python3 "$here/smoke.py" "$here/../djl-harness/src/test/resources/models" \
    docker run --rm -i --network none --cap-drop ALL --security-opt no-new-privileges --security-opt "seccomp=$here/../seccomp.json" \
    --read-only \
    --tmpfs /scratch:rw,noexec,nosuid,nodev,size=64m,nr_inodes=4096,mode=0700,uid=65534,gid=65534 \
    --memory 1g --memory-swap 1g --memory-swappiness 0 --pids-limit 128 --cpus 1 \
    --ulimit nofile=256:256 --ulimit core=0 --ulimit fsize=67108864 --shm-size 1m --ipc private --oom-score-adj 500 \
    --log-driver none --user 65534:65534 "$image"

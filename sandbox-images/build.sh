#!/bin/sh
# Builds the images in which student code runs: grader-sandbox/base, python-torch, python-numpy and djl.
#
#   build.sh [--if-changed] [--only NAME]
#
#   --if-changed   leave an image alone whose inputs are those that it was built from (label grader.context)
#   --only NAME    base, python-torch, python-numpy or djl; what NAME starts from is built first if it is missing or has changed
#
# Starts from debian:bookworm-slim where a registry answers, else from debootstrap, which needs root.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if_changed=no
only=

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

usage() {
    sed -n '2,9s/^# \{0,1\}//p' "$0"
}

while [ $# -gt 0 ]; do
    case $1 in
        --if-changed) if_changed=yes ;;
        --only)
            [ $# -ge 2 ] || fail "--only needs a name: base, python-torch, python-numpy or djl"
            only=$2
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) fail "unknown option '$1'; --help lists them" ;;
    esac
    shift
done
case $only in
    '' | base | python-torch | python-numpy | djl) ;;
    *) fail "no image '$only'; there are base, python-torch, python-numpy and djl" ;;
esac

command -v docker >/dev/null 2>&1 ||
    fail "there is no docker command. On Debian: apt-get install docker.io (as root), then start the engine with: service docker start"
docker info >/dev/null 2>&1 ||
    fail "the Docker engine does not answer ($(docker info 2>&1 | grep -i -m1 -e error -e cannot || echo 'docker info failed')). Start it with: service docker start (as root), or: dockerd &; a user without root must be in the group docker."

work=$(mktemp -d "${TMPDIR:-/tmp}/sandbox-images.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

now() { date +%s; }

# report NAME built|unchanged SECONDS
report() { printf '%-13s %-9s %4s s  %s\n' "$1" "$2" "$3" "$(docker image inspect -f '{{.Size}}' "grader-sandbox/$1:latest" | awk '{printf "%.0f MB", $1 / 1e6}')"; }

# The label that an image was built with, empty without one.
label_of() { docker image inspect -f '{{index .Config.Labels "grader.context"}}' "grader-sandbox/$1:latest" 2>/dev/null || true; }

id_of() { docker image inspect -f '{{.Id}}' "$1" 2>/dev/null; }

# SHA-256 over names, modes and bytes of all files of a folder, and over the words that follow it.
digest_of() {
    folder=$1
    shift
    {
        printf '%s\n' "$@"
        (cd "$folder" && find . -type f ! -name '*.pyc' | LC_ALL=C sort | while IFS= read -r file; do
            printf '%s %s\n' "$(stat -c %a "$file")" "$(sha256sum "$file")"
        done)
    } | sha256sum | cut -d' ' -f1
}

# docker_build NAME CONTEXT DIGEST ARGUMENT...: output is shown only if it fails.
docker_build() {
    name=$1 context=$2 digest=$3
    shift 3
    # apt in the build needs the machine's own name resolution, hence the host's network.
    # Twice, as a mirror may fail for a moment; steps that were done are not done again.
    if ! docker build --network=host --label "grader.context=$digest" -t "grader-sandbox/$name:latest" "$@" "$context" \
        >"$work/$name.log" 2>&1 &&
        ! docker build --network=host --label "grader.context=$digest" -t "grader-sandbox/$name:latest" "$@" "$context" \
            >"$work/$name.log" 2>&1; then
        tail -n 40 "$work/$name.log" >&2
        fail "the image $name could not be built; the end of its log is above"
    fi
}

# The image that base starts from; prints its name.
origin() {
    # A name that does not resolve fails at once; the limit is for networks that swallow packets.
    if timeout 45 docker pull -q debian:bookworm-slim >"$work/pull.log" 2>&1 || [ -n "$(id_of debian:bookworm-slim)" ]; then
        echo debian:bookworm-slim
        return
    fi
    echo "base: no registry answers ($(tail -n1 "$work/pull.log" | cut -c1-120)); making Debian 12 with debootstrap" >&2
    [ "$(id -u)" = 0 ] ||
        fail "debootstrap needs root. Run: sudo $0, or let this machine reach an image registry and run: docker pull debian:bookworm-slim"
    if ! command -v debootstrap >/dev/null 2>&1; then
        {
            apt-get -q -o Acquire::Retries=5 update &&
                apt-get -q -y -o Acquire::Retries=5 install --no-install-recommends debootstrap
        } >"$work/apt.log" 2>&1 || {
            tail -n 20 "$work/apt.log" >&2
            fail "debootstrap could not be installed; install it by hand: apt-get install debootstrap"
        }
    fi
    debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" 2>&1 || {
        # a mirror may fail for a moment
        rm -rf "$work/root"
        debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" 2>&1
    } || {
        tail -n 20 "$work/debootstrap.log" >&2
        fail "debootstrap failed; the end of its log is above"
    }
    tar -C "$work/root" --numeric-owner -c . | docker import - grader-sandbox/origin:latest >/dev/null
    rm -rf "$work/root"
    echo grader-sandbox/origin:latest
}

build_base() {
    begun=$(now)
    digest=$(digest_of "$here/base" "base bookworm 1")
    # asked for another image, base is only what that starts from
    case $only in
        '' | base) keep=$if_changed ;;
        *) keep=yes ;;
    esac
    if [ "$keep" = yes ] && [ "$(label_of base)" = "$digest" ]; then
        report base unchanged $(($(now) - begun))
        return
    fi
    from=$(origin)
    docker_build base "$here/base" "$digest" --build-arg "ORIGIN=$from"
    report base built $(($(now) - begun))
}

# build_python NAME: both Python images have the same harness.
build_python() {
    begun=$(now)
    image=$1
    context=$work/$image
    mkdir -p "$context/harness"
    cp "$here/$image/Dockerfile" "$context/"
    cp -R "$here/python-harness/__main__.py" "$here/python-harness/grader_harness" "$context/harness/"
    find "$context" -name __pycache__ -prune -exec rm -rf {} +
    chmod -R u=rwX,go=rX "$context"
    digest=$(digest_of "$context" "$(id_of grader-sandbox/base:latest)")
    if [ "$if_changed" = yes ] && [ "$(label_of "$image")" = "$digest" ]; then
        report "$image" unchanged $(($(now) - begun))
        return
    fi
    docker_build "$image" "$context" "$digest"
    report "$image" built $(($(now) - begun))
}

# The DJL image's context is what its own prepare.sh puts together from the harness that Maven has built.
build_djl() {
    begun=$(now)
    "$here/djl/prepare.sh" >"$work/prepare.log" 2>&1 || {
        tail -n 20 "$work/prepare.log" >&2
        fail "the context of the image djl could not be prepared; build its harness first: mvn -pl sandbox-images/djl-harness -am package"
    }
    context=$here/djl/target/context
    digest=$(digest_of "$context" "$(id_of grader-sandbox/base:latest)")
    if [ "$if_changed" = yes ] && [ "$(label_of djl)" = "$digest" ]; then
        report djl unchanged $(($(now) - begun))
        return
    fi
    docker_build djl "$context" "$digest"
    report djl built $(($(now) - begun))
}

build_base
case $only in
    '') build_python python-torch; build_python python-numpy; build_djl ;;
    python-torch | python-numpy) build_python "$only" ;;
    djl) build_djl ;;
esac

#!/bin/sh
# Fills target/context with what the DJL image is built from: a Java runtime, libtorch, the harness and its libraries.
# Needs a JDK of release 21 or later (JAVA_HOME, or the newest under /usr/lib/jvm) and Maven. Prints the folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
harness=$root/sandbox-images/djl-harness
context=$here/target/context

release_of() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
    best=
    best_release=20
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -n "$home" ] && [ -x "$home/bin/jlink" ]; then
            release=$(release_of "$home")
            if [ "${release:-0}" -gt "$best_release" ]; then
                best=$home
                best_release=$release
                # JAVA_HOME comes first and wins if it is new enough
                if [ "$home" = "${JAVA_HOME:-}" ]; then
                    break
                fi
            fi
        fi
    done
    if [ -z "$best" ]; then
        echo "prepare.sh: no JDK of release 21 or later found; install one and set JAVA_HOME to it" >&2
        exit 1
    fi
    echo "$best"
}

jdk=$(find_jdk)

# Newer sources than the jar: build it. Maven unpacks the native libraries of its own dependencies into target/native.
if [ ! -f "$harness/target/djl-harness.jar" ] || [ ! -d "$harness/target/lib" ] || [ ! -f "$harness/target/native/libtorch_cpu.so" ] \
    || [ -n "$(find "$harness/src/main" "$harness/pom.xml" -newer "$harness/target/djl-harness.jar" -print -quit)" ]; then
    (cd "$root" && JAVA_HOME=$jdk mvn -q -B -pl sandbox-images/djl-harness package -DskipTests >&2)
    # Maven leaves a jar alone whose contents would be the same
    touch "$harness/target/djl-harness.jar"
fi

mkdir -p "$context"

# The runtime changes only with the JDK or the list of modules; jdk.compiler is there for submissions in Java.
modules=java.base,java.logging,jdk.unsupported,jdk.compiler,jdk.zipfs
stamp="$(cat "$jdk/release") $modules"
if [ ! -f "$here/target/jre.stamp" ] || [ "$(cat "$here/target/jre.stamp")" != "$stamp" ]; then
    rm -rf "$context/jre" "$here/target/jre.stamp"
    "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --generate-cds-archive \
        --output "$context/jre" >&2
    echo "$stamp" > "$here/target/jre.stamp"
fi

# The symbol tables that only a debugger needs are a fifth of libtorch.
stamp=$(cd "$harness/target/native" && ls -l --time-style=full-iso ./*.so*)
if [ ! -f "$here/target/native.stamp" ] || [ "$(cat "$here/target/native.stamp")" != "$stamp" ]; then
    rm -rf "$context/native" "$here/target/native.stamp"
    mkdir "$context/native"
    for library in "$harness"/target/native/*.so*; do
        name=$(basename "$library")
        if command -v strip > /dev/null; then
            strip --strip-unneeded -o "$context/native/$name" "$library"
        else
            cp "$library" "$context/native/$name"
        fi
    done
    chmod 0755 "$context/native"/*
    echo "$stamp" > "$here/target/native.stamp"
fi

rm -rf "$context/lib"
cp -R "$harness/target/lib" "$context/lib"
cp "$harness/target/djl-harness.jar" "$here/Dockerfile" "$here/harness.sh" "$here/warm-up.job" "$context/"
chmod 0644 "$context"/lib/* "$context/djl-harness.jar" "$context/Dockerfile" "$context/harness.sh" "$context/warm-up.job"

# One time for all files, so that the same contents give the same image: the class archive keeps the jars' times.
find "$context" -exec touch -h -d '2026-01-01T00:00:00Z' {} +
echo "$context"

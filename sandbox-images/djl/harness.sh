#!/bin/sh
# Frames go to descriptor 3, the container's standard output; whatever libraries print goes to standard error.
exec 3>&1 1>&2
# Arrays lie outside the Java heap, where the container's own limit holds.
# shellcheck disable=SC2086 # CLASS_DATA holds several options
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${CLASS_DATA:--XX:SharedArchiveFile=/opt/harness/classes.jsa} -Xmx256m \
    -XX:MaxDirectMemorySize=8g \
    -XX:-UsePerfData -XX:+ErrorFileToStderr -Xlog:disable -Xlog:all=error:stderr \
    -Djava.io.tmpdir=/scratch -Duser.home=/scratch -Dai.djl.offline=true \
    -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 -Dai.djl.pytorch.graph_optimizer=false \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -jar /opt/harness/djl-harness.jar

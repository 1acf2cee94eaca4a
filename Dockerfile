# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The dependencies first: a change of the sources alone does not fetch them again.
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -ntp -Psbom dependency:go-offline
COPY src src
RUN mvn -B -ntp -Psbom package -DskipTests \
 && java -Djarmode=tools -jar target/trainyard-*.jar extract --layers --application-filename trainyard.jar --destination layers

FROM eclipse-temurin:25-jre
# Fonts for the charts; curl for the health check.
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home trainyard \
 && install -d -o trainyard /data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY LICENSE THIRD-PARTY.md ./
# Starts once, up to where it would serve, and keeps the classes as they are then: later starts take half as long. C2 is
# left out, so that the cache does not keep how often each method was called: otherwise C2 would compile all of them at once in later
# starts, which would take a third longer. Adapters are left out, too: Java 25 mixes some of them up and warns at each start.
RUN java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true \
      -XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:AOTCacheOutput=trainyard.aot \
      -Dspring.context.exit=onRefresh -jar trainyard.jar --trainyard.data-dir=/tmp/trainyard \
 && test -s trainyard.aot \
 && rm -r /tmp/trainyard
USER trainyard
# Others reach it there, so it needs a key: docker run --rm -v trainyard:/data trainyard keys add --role write --name lab
ENV TRAINYARD_ADDRESS=0.0.0.0 \
    TRAINYARD_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD curl -fsS http://127.0.0.1:8080/actuator/health/readiness || exit 1
# Nothing is written but below /data and /tmp, so the rest may be read-only. The native libraries are unpacked into /data: where
# /tmp is kept in memory it has little room, and nothing in it may be executed.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
            "-Djava.awt.headless=true", "-XX:AOTCache=trainyard.aot", \
            "-Dorg.bytedeco.javacpp.cachedir=/data/native", "-XX:MaxRAMPercentage=50", "-jar", "trainyard.jar"]

# Finds the Java that the scripts run: sets $java, and $JAVA_HOME for Maven when only PATH has one.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null; then
  echo "pgsurge: no Java found; install a JDK 17 or newer, or set JAVA_HOME" >&2
  exit 2
fi
java_version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
if [ "${java_version%%.*}" -lt 17 ]; then
  echo "pgsurge: $java is Java $java_version; pgsurge needs a JDK 17 or newer, set JAVA_HOME" >&2
  exit 2
fi

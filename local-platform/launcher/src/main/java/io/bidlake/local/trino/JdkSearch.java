package io.bidlake.local.trino;

import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.FilesUncheck;

/**
 * Finds the JDK that runs Trino. If {@code TRINO_JAVA_HOME} is set, only that JDK is used.
 * Otherwise it is the JDK that runs this process, if it is new enough, or else the oldest installed
 * one that is: it is the closest to the one that this version of Trino is made for.
 *
 * @param own the JDK that runs this process: that of JAVA_HOME, or else the first on the PATH
 * @param folders where JDKs are installed, one folder each
 */
public record JdkSearch(Map<String, String> environment, Path own, List<Path> folders) {
  private static final int OLDEST = 24;
  private static final String NEEDED = "it needs a JDK " + OLDEST + " or newer, ";

  /** Searches this machine, in the folders where installers and version managers put JDKs. */
  public static JdkSearch ofThisMachine() {
    Path user = Path.of(System.getProperty("user.home"));
    return new JdkSearch(
        System.getenv(),
        Path.of(System.getProperty("java.home")),
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve("Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks")));
  }

  /**
   * The JDK for Trino.
   *
   * @throws PlatformException if there is none; the message says why
   */
  public Jdk find() {
    String named = environment.get(Jdk.FOR_TRINO);
    if (named != null && !named.isBlank()) {
      return named(Path.of(named.strip()));
    }
    return Stream.concat(
            Jdk.at(own).stream().filter(JdkSearch::newEnough),
            installed().filter(JdkSearch::newEnough))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformException(NEEDED + "found none; install one or set " + Jdk.FOR_TRINO));
  }

  private static Jdk named(Path home) {
    Optional<Jdk> jdk = Jdk.at(home);
    return jdk.filter(JdkSearch::newEnough)
        .orElseThrow(
            () ->
                new PlatformException(
                    NEEDED
                        + Jdk.FOR_TRINO
                        + " is "
                        + jdk.map(Jdk::toString).orElse(home + ", which is no JDK")));
  }

  private static boolean newEnough(Jdk jdk) {
    return jdk.feature() >= OLDEST;
  }

  /** The installed JDKs, lowest feature version first, and within one the newest update first. */
  private Stream<Jdk> installed() {
    return folders.stream()
        .flatMap(JdkSearch::inside)
        // On macOS a JDK is a bundle with its home inside.
        .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
        .flatMap(home -> Jdk.at(home).stream())
        .sorted(
            Comparator.comparingInt(Jdk::feature)
                .thenComparing(Jdk::version, Comparator.reverseOrder())
                .thenComparing(Jdk::home));
  }

  private static Stream<Path> inside(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = FilesUncheck.list(folder)) {
      return homes.toList().stream();
    }
  }
}

package io.bidlake.local.config;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.FilesUncheck;
import org.apache.commons.io.function.Uncheck;

/** The servers and jars of a built project. */
public record Installation(Path root) {
  /** The module of the launcher, whose class path its own servers share. */
  public static final String LAUNCHER = "launcher";

  private static final List<String> PROGRAMS =
      List.of(LAUNCHER, "flink", "verify", "sql", "import");
  private static final String GENERATOR = "generator";

  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  public String kafkaClassPath() {
    return classPath(platform("kafka"));
  }

  /** The Java agent that serves the broker's metrics. */
  public Path metricsAgent() {
    return only(platform("kafka").resolve("agent"), "jmx_prometheus_javaagent-*.jar");
  }

  /** A file that the containers and this platform share, below {@code deploy}. */
  public Path deployed(String path) {
    return root.resolve("deploy").resolve(path);
  }

  /**
   * The folder of the module that unpacks Trino. In copies it is a link, which resolves to the
   * folder that Maven builds in.
   */
  public Path trino() {
    Path module = root.resolve("local-platform").resolve("trino");
    return Files.exists(module) ? Uncheck.get(() -> module.toRealPath()) : module;
  }

  /** The class path of a module of the local platform: its jar and its dependencies. */
  public String program(String module) {
    Path target = platform(module);
    String jar = module.equals(LAUNCHER) ? "local-platform" : "local-" + module;
    return only(target, jar + "-*.jar") + File.pathSeparator + classPath(target);
  }

  /**
   * The class path of a module of the benchmarks: its jar and its dependencies. Only a build with
   * the benchmarks creates them.
   */
  public String benchmarkProgram(String module) {
    return only(benchmark(module), "bench-" + module + "-*.jar")
        + File.pathSeparator
        + benchmarkClassPath(module);
  }

  /** The class path of a benchmark module's dependencies, which its build writes to a file. */
  public String benchmarkClassPath(String module) {
    Path noted = benchmark(module).resolve("class-path");
    if (!Files.exists(noted)) {
      throw notBuilt(noted.toString());
    }
    return Uncheck.get(() -> Files.readString(noted)).strip();
  }

  /** The build output of a module of the benchmarks. */
  public Path benchmark(String module) {
    return root.resolve("benchmarks").resolve(module).resolve("target");
  }

  public Path schemaRegistryJar() {
    return only(platform("schema-registry").resolve("registry"), "*-runner.jar");
  }

  /** The shaded jar of a module, for {@code java -jar} and {@code flink run}. */
  public Path shadedJar(String module) {
    return shadedJar(module, module);
  }

  /** The shaded jar of a module whose folder has another name. */
  public Path shadedJar(String folder, String module) {
    return only(root.resolve(folder).resolve("target"), module + "-*-all.jar");
  }

  /**
   * Checks that the jars of the servers and of these modules exist.
   *
   * @throws PlatformException if one is missing
   */
  public void requireBuilt(List<String> jobModules) {
    PROGRAMS.forEach(this::program);
    kafkaClassPath();
    metricsAgent();
    schemaRegistryJar();
    jobModules.forEach(this::shadedJar);
    shadedJar(GENERATOR);
  }

  public Path generatorJar() {
    return shadedJar(GENERATOR);
  }

  private Path platform(String module) {
    return root.resolve("local-platform").resolve(module).resolve("target");
  }

  private static String classPath(Path target) {
    Path lib = target.resolve("lib");
    if (!Files.isDirectory(lib)) {
      throw notBuilt(lib.toString());
    }
    return lib.resolve("*").toString();
  }

  private static Path only(Path folder, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    if (!Files.isDirectory(folder)) {
      throw notBuilt(folder.resolve(pattern).toString());
    }
    try (Stream<Path> files = FilesUncheck.list(folder)) {
      List<Path> found =
          files
              .filter(file -> matcher.matches(file.getFileName()))
              .filter(file -> !file.toString().endsWith("-sources.jar"))
              .toList();
      if (found.size() != 1) {
        throw notBuilt(folder.resolve(pattern) + ", found " + found.size());
      }
      return found.get(0);
    }
  }

  private static PlatformException notBuilt(String expected) {
    return new PlatformException(
        "the project is not built: expected " + expected + "; build it with ./bidlake build");
  }
}

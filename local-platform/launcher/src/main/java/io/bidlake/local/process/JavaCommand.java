package io.bidlake.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command that runs a Java program.
 *
 * @param home the Java installation that runs it
 * @param options JVM options
 * @param target what to run: {@code -cp x Main} or {@code -jar x}
 * @param environment environment variables in addition to those of this process
 */
public record JavaCommand(
    Path home,
    List<String> options,
    List<String> target,
    List<String> arguments,
    Map<String, String> environment) {
  private static final Path OURS = Path.of(System.getProperty("java.home"));

  /** Ignores Ctrl-C in the user's terminal, and that the terminal is closed. */
  private static final String UNMOVED = "trap '' INT HUP; ";

  /**
   * Kills the program when this process ends. This process holds the other end of its input pipe,
   * which the operating system closes even if this process is killed. A background shell waits for
   * that; it is neither a child of this process nor part of the program.
   */
  private static final String LEASHED =
      UNMOVED
          + "exec 3<&0; sh -c 'read -r end; kill -9 \"$0\"' $$ <&3 >/dev/null 2>&1 &"
          + " exec \"$@\" </dev/null 3<&-";

  private static final String ON_ITS_OWN = UNMOVED + "exec \"$@\" </dev/null";

  public JavaCommand {
    options = List.copyOf(options);
    target = List.copyOf(target);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A main class on a class path. */
  public static JavaCommand main(String classPath, String main, List<String> options) {
    return new JavaCommand(OURS, options, List.of("-cp", classPath, main), List.of(), Map.of());
  }

  /** A jar that names its main class. */
  public static JavaCommand jar(Path jar, List<String> options) {
    return new JavaCommand(OURS, options, List.of("-jar", jar.toString()), List.of(), Map.of());
  }

  public JavaCommand withArguments(List<String> added) {
    return new JavaCommand(home, options, target, added, environment);
  }

  public JavaCommand withEnvironment(Map<String, String> added) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(added);
    return new JavaCommand(home, options, target, arguments, all);
  }

  /** A copy that runs on another Java installation. */
  public JavaCommand withHome(Path other) {
    return new JavaCommand(other, options, target, arguments, environment);
  }

  /** The command line of a process that can be recognized by {@code identity}. */
  public List<String> commandLine(ProcessIdentity identity) {
    List<String> line = new ArrayList<>();
    line.add(home.resolve("bin").resolve("java").toString());
    line.addAll(identity.options());
    line.addAll(options);
    line.addAll(target);
    line.addAll(arguments);
    return line;
  }

  /**
   * Starts the program with its output appended to {@code log}. It ignores Ctrl-C, so that this
   * process can stop programs in order; when this process ends, it is killed.
   */
  public Process start(ProcessIdentity identity, Path log) throws IOException {
    return start(LEASHED, identity, log);
  }

  /**
   * Starts a program that keeps running when this process ends, with its output appended to {@code
   * log}.
   */
  public Process startOnItsOwn(ProcessIdentity identity, Path log) throws IOException {
    return start(ON_ITS_OWN, identity, log);
  }

  private Process start(String script, ProcessIdentity identity, Path log) throws IOException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "bidlake"));
    line.addAll(commandLine(identity));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }
}

package io.bidlake.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java program with its options.
 *
 * @param home the Java installation that runs it
 * @param options options of the virtual machine
 * @param target what to run: {@code -cp x Main} or {@code -jar x}
 * @param environment variables on top of our own environment
 */
public record JavaCommand(
    Path home,
    List<String> options,
    List<String> target,
    List<String> arguments,
    Map<String, String> environment) {
  private static final Path OURS = Path.of(System.getProperty("java.home"));

  /** It lives in the user's terminal but does not hear its Ctrl-C or its closing. */
  private static final String UNMOVED = "trap '' INT HUP; ";

  /**
   * We hold the other end of its input, which the system closes however we end. What waits for that
   * is no child of ours and has no part in the program.
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

  /** Run by another Java than ours. */
  public JavaCommand withHome(Path other) {
    return new JavaCommand(other, options, target, arguments, environment);
  }

  /** The command line of a process that can be recognised by {@code identity}. */
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
   * Starts the program with its output appended to {@code log}. Only we stop it, in our order; when
   * we are killed, it is killed too.
   */
  public Process start(ProcessIdentity identity, Path log) throws IOException {
    return start(LEASHED, identity, log);
  }

  /** The same for a program that goes on when we end. */
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

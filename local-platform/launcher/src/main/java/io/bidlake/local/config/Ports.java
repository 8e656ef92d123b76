package io.bidlake.local.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The ports on 127.0.0.1 that the platform shows to its users.
 *
 * @param numbers a port for each setting
 * @param debugger the port on which Flink's TaskManager listens for a debugger; empty without one
 */
public record Ports(Map<PortSetting, Integer> numbers, OptionalInt debugger) {
  /** The option of {@code up} for the debugger's port. */
  public static final String DEBUG_OPTION = "--debug-taskmanager";

  /** The variable with the debugger's port among the published ports of a running platform. */
  public static final String DEBUG_VARIABLE = "TASKMANAGER_DEBUG_PORT";

  private static final int LARGEST = 65_535;

  /**
   * Free ports are looked for above the ports of well-known services and below the ephemeral ports
   * of Linux.
   */
  private static final int FIRST_FREE = 20_000;

  private static final int LAST_FREE = 32_768;
  private static final int MOST_TRIES = 1_000;

  /**
   * The next port to look at. Processes that look at the same time begin at different ports,
   * because a port seems free until its server has started.
   */
  private static final AtomicLong NEXT = new AtomicLong(64 * ProcessHandle.current().pid());

  /** Settings without a number get their default port. */
  public Ports {
    Map<PortSetting, Integer> all = new EnumMap<>(PortSetting.class);
    for (PortSetting setting : PortSetting.values()) {
      all.put(setting, numbers.getOrDefault(setting, setting.defaultPort()));
    }
    numbers = Collections.unmodifiableMap(all);
  }

  /** Ports without one for a debugger. */
  public Ports(Map<PortSetting, Integer> numbers) {
    this(numbers, OptionalInt.empty());
  }

  public static Ports defaults() {
    return new Ports(Map.of());
  }

  /** Ports that are free now, for tests. */
  public static Ports free() {
    PortSetting[] settings = PortSetting.values();
    List<Integer> free = freePorts(settings.length);
    Map<PortSetting, Integer> numbers = new EnumMap<>(PortSetting.class);
    IntStream.range(0, settings.length).forEach(i -> numbers.put(settings[i], free.get(i)));
    return new Ports(numbers);
  }

  /**
   * Takes each port from its option, else its environment variable, else its default. All problems
   * are reported in one exception.
   */
  public static Ports resolve(Map<PortSetting, String> options, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Map<PortSetting, Integer> chosen = read(options, environment, problems);
    Map<Integer, PortSetting> owners = new TreeMap<>();
    chosen.forEach(
        (setting, port) -> {
          PortSetting other = owners.putIfAbsent(port, setting);
          if (other != null) {
            problems.add(mustDiffer(other.variable(), setting, port));
          }
        });
    return withoutProblems(chosen, problems);
  }

  /**
   * The ports that a platform was started with, by variable. A platform of an older version may not
   * have published all of them: the others get their defaults, and need not differ from the
   * published ones.
   */
  public static Ports published(Map<String, String> variables) {
    List<String> problems = new ArrayList<>();
    Ports ports = withoutProblems(read(Map.of(), variables, problems), problems);
    String debugger = variables.get(DEBUG_VARIABLE);
    return debugger == null ? ports : ports.withDebuggerAt(Integer.parseInt(debugger));
  }

  /**
   * A copy with a port for a debugger.
   *
   * @throws PlatformException if the text is not a port, or is the port of a server
   */
  public Ports withDebugger(String text) {
    int port = parse(text.strip());
    if (port < 1 || port > LARGEST) {
      throw new PlatformException(mustBe(DEBUG_OPTION, text));
    }
    numbers.forEach(
        (setting, other) -> {
          if (other == port) {
            throw new PlatformException(mustDiffer(DEBUG_OPTION, setting, port));
          }
        });
    return withDebuggerAt(port);
  }

  private Ports withDebuggerAt(int port) {
    return new Ports(numbers, OptionalInt.of(port));
  }

  private static Map<PortSetting, Integer> read(
      Map<PortSetting, String> options, Map<String, String> environment, List<String> problems) {
    Map<PortSetting, Integer> chosen = new EnumMap<>(PortSetting.class);
    for (PortSetting setting : PortSetting.values()) {
      String option = options.get(setting);
      String key = option == null ? setting.variable() : setting.option();
      String text = option == null ? environment.get(setting.variable()) : option;
      int port = text == null || text.isBlank() ? setting.defaultPort() : parse(text.strip());
      if (port < 1 || port > LARGEST) {
        problems.add(mustBe(key, text));
      } else {
        chosen.put(setting, port);
      }
    }
    return chosen;
  }

  private static String mustBe(String key, String text) {
    return key + " must be a port from 1 to " + LARGEST + ", was " + text;
  }

  private static String mustDiffer(String key, PortSetting other, int port) {
    return "%s and %s must differ, were both %d".formatted(key, other.variable(), port);
  }

  private static Ports withoutProblems(Map<PortSetting, Integer> chosen, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new PlatformException(String.join(System.lineSeparator(), problems));
    }
    return new Ports(chosen);
  }

  /**
   * Returns a warning for each port in the ephemeral range: an outgoing connection may hold it when
   * its server restarts.
   */
  public List<String> warnings() {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() >= LAST_FREE)
        .map(
            entry ->
                "%s is %d: systems give ports from %d on to connections, which may hold it when its server starts"
                    .formatted(entry.getKey().variable(), entry.getValue(), LAST_FREE))
        .toList();
  }

  public int of(PortSetting setting) {
    return numbers.get(setting);
  }

  /**
   * Returns distinct ports on which nothing listens. They are below the ephemeral range, where an
   * outgoing connection could take a port while its server restarts.
   */
  public static List<Integer> freePorts(int count) {
    Set<Integer> free = new LinkedHashSet<>();
    for (int tries = 0; free.size() < count; tries++) {
      int port = FIRST_FREE + (int) (NEXT.getAndIncrement() % (LAST_FREE - FIRST_FREE));
      try (ServerSocket socket = new ServerSocket(port)) {
        free.add(socket.getLocalPort());
      } catch (IOException e) {
        if (tries >= MOST_TRIES) {
          throw new UncheckedIOException("found no free port", e);
        }
      }
    }
    return List.copyOf(free);
  }

  private static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

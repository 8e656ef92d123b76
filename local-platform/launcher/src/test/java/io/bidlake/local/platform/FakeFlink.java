package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A JobManager that answers what it is told to, and a client that submits nothing. */
final class FakeFlink implements AutoCloseable {
  private static final String CLIENT = "org/apache/flink/client/cli/CliFrontend";

  private final Path folder;
  private final HttpServer rest;
  private final List<String> cancelled = new CopyOnWriteArrayList<>();
  private volatile boolean answers = true;
  private volatile boolean known;
  private volatile String job = "{\"jobs\":[]}";
  private volatile String failures = "{}";

  FakeFlink(Path folder) throws IOException {
    this.folder = folder;
    Path target = Files.createDirectories(folder.resolve("local-platform/flink/target"));
    Files.createDirectories(target.resolve("lib"));
    try (ZipOutputStream jar =
        new ZipOutputStream(Files.newOutputStream(target.resolve("local-flink-1.jar")))) {
      jar.putNextEntry(new ZipEntry(CLIENT + ".class"));
      jar.write(FakeFlink.class.getResourceAsStream("/" + CLIENT + ".class").readAllBytes());
    }
    rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    rest.createContext("/", this::answer);
    rest.start();
  }

  PlatformConfig config() {
    StateFolder state = new StateFolder(folder.resolve("state"));
    state.create();
    Ports ports = new Ports(Map.of(PortSetting.FLINK, rest.getAddress().getPort()));
    return PlatformConfig.of(new Installation(folder), state, ports);
  }

  private void answer(HttpExchange request) throws IOException {
    String path = request.getRequestURI().getPath();
    if (request.getRequestMethod().equals("PATCH")) {
      cancelled.add(path.substring(path.lastIndexOf('/') + 1));
    }
    byte[] bytes = (path.endsWith("/exceptions") ? failures : jobs()).getBytes(UTF_8);
    request.sendResponseHeaders(answers ? 200 : 503, bytes.length);
    try (OutputStream out = request.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String jobs() throws IOException {
    return submitted().isEmpty() && !known
        ? "{\"jobs\":[]}"
        : job.replace("ID", known ? "elsewhere" : submitted().get(submitted().size() - 1));
  }

  /** From now on nothing is answered but that the JobManager is not there. */
  void fallSilent() {
    answers = false;
  }

  /** From now on the JobManager knows no job. */
  void forget() {
    known = false;
    job = "{\"jobs\":[]}";
  }

  /** The JobManager knows what is submitted, as a job in this state. */
  void takesOn(String name, String state) {
    int running = state.equals("RUNNING") ? 2 : 0;
    job =
        "{\"jobs\":[{\"jid\":\"ID\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":1,\"tasks\":{\"running\":%d,\"total\":2}}]}"
            .formatted(name, state, running);
  }

  /** The JobManager knows a job that was not submitted here. */
  void runs(String name) {
    takesOn(name, "RUNNING");
    known = true;
  }

  /** Why each job has failed three times. */
  void failsWith(String stackTrace) {
    String entry = "{\"stacktrace\":\"" + stackTrace + "\"}";
    failures = "{\"exceptionHistory\":{\"entries\":[%s,%s,%s]}}".formatted(entry, entry, entry);
  }

  /** The next submissions end so. */
  void submissionsEndWith(int exitCode) throws IOException {
    plan(Integer.toString(exitCode));
  }

  /** The next submissions never end. */
  void submissionsHang() throws IOException {
    plan("");
  }

  private void plan(String exitCode) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("state/conf/flink"));
    Files.writeString(conf.resolve("plan"), exitCode);
  }

  /** The ids of all submissions so far. */
  List<String> submitted() throws IOException {
    Path file = folder.resolve("state/conf/flink/submitted");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** Ids of the jobs that somebody has cancelled. */
  List<String> cancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    rest.stop(0);
  }
}

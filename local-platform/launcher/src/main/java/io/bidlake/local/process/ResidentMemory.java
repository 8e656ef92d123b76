package io.bidlake.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much of a process lies in RAM. */
final class ResidentMemory {
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /** Bytes in RAM, 0 when the process has ended. */
  static long bytes(long pid) {
    try {
      Path status = Path.of("/proc", Long.toString(pid), "status");
      return Files.exists(status) ? fromProc(status) : fromPs(pid);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long fromProc(Path status) throws IOException {
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
        .filter(line -> line.startsWith(FIELD))
        .mapToLong(line -> kibibytes(line.substring(FIELD.length()).replace("kB", "")))
        .sum();
  }

  private static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.isBlank() ? 0 : kibibytes(output);
  }

  private static long kibibytes(String text) {
    return Long.parseLong(text.strip()) * 1024;
  }
}

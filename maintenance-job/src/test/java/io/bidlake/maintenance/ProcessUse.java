package io.bidlake.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used, as Linux tells it. */
final class ProcessUse {

  private static final double TICKS_PER_SECOND = 100;

  private ProcessUse() {}

  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** The most memory that was resident since the last reset. */
  static long peakBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmHWM of process " + pid);
  }

  static void resetPeak(long pid) throws IOException {
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
  }
}

package io.bidlake.local.cli.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * What {@code flink run} prints, without what Flink says itself: that a job was submitted, which
 * sounds like more where it only looks, and a summary of its end, which counts accumulators. The
 * job's main tells more.
 */
record FlinkOutput(BufferedReader lines) {
  private static final String SUBMITTED = "Job has been submitted with JobID ";
  private static final String SUMMARY_BEGINS = "Program execution finished";

  private enum Part {
    PROGRAM,
    SUMMARY,
    BLANK_AFTER_SUMMARY;

    Part with(String line) {
      if (line.equals(SUMMARY_BEGINS)) {
        return SUMMARY;
      }
      return switch (this) {
        case PROGRAM -> PROGRAM;
        case SUMMARY -> line.isBlank() ? BLANK_AFTER_SUMMARY : SUMMARY;
        case BLANK_AFTER_SUMMARY -> line.isBlank() ? BLANK_AFTER_SUMMARY : PROGRAM;
      };
    }
  }

  /** Copies the lines as they come. */
  void copyTo(PrintStream out) throws IOException {
    Part part = Part.PROGRAM;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      part = part.with(line);
      if (part == Part.PROGRAM && !line.startsWith(SUBMITTED)) {
        out.println(line);
      }
    }
  }
}

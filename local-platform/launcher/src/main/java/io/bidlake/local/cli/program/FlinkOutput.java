package io.bidlake.local.cli.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Filters the output of {@code flink run}: drops Flink's own lines, which are the message that a
 * job was submitted, misleading for a dry run, and the summary at its end. The job's main method
 * prints more useful information.
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

  /** Copies the remaining lines as they come. */
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

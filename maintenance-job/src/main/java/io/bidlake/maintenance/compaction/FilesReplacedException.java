package io.bidlake.maintenance.compaction;

/** Somebody else has replaced or removed the files that were to be rewritten. */
public final class FilesReplacedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FilesReplacedException(int files) {
    super("%d files are not part of the table any more".formatted(files));
  }
}

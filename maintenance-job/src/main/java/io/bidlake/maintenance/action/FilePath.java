package io.bidlake.maintenance.action;

import java.util.regex.Pattern;

/**
 * Paths of file locations without scheme and authority: {@code s3://b/f}, {@code s3a://b/f} and
 * {@code s3n://b/f} are the same file, and {@code hdfs://one/f} and {@code hdfs://two/f} may be.
 */
public final class FilePath {

  private static final Pattern SCHEME_AND_AUTHORITY =
      Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:(//[^/]*)?");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  private FilePath() {}

  /** Returns the path with a leading slash and without a trailing one; empty for the root. */
  public static String of(String location) {
    String path = SCHEME_AND_AUTHORITY.matcher(location).replaceFirst("");
    path = SLASHES.matcher("/" + path).replaceAll("/");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  public static boolean isBelow(String folder, String location) {
    return of(location).startsWith(of(folder) + "/");
  }

  public static String name(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}

package io.bidlake.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The names of the codes with which a bidder does not bid and an exchange lets a bid lose (AdCOM
 * 1.0, lists of no-bid and of loss reason codes). All other codes, which senders may make up, have
 * one name, so that senders cannot make the number of names large.
 */
public final class OutcomeReason {

  private static final String OTHER = "OTHER";

  private static final Map<Integer, String> OF_NO_BIDS = read("no-bid-reasons.properties");
  private static final Map<Integer, String> OF_LOSSES = read("loss-reasons.properties");

  private OutcomeReason() {}

  /** Returns the name of a no-bid reason code. */
  public static String ofNoBid(int code) {
    return OF_NO_BIDS.getOrDefault(code, OTHER);
  }

  /** Returns the name of a loss reason code. */
  public static String ofLoss(int code) {
    return OF_LOSSES.getOrDefault(code, OTHER);
  }

  private static Map<Integer, String> read(String resource) {
    Properties names = new Properties();
    try (InputStream in = OutcomeReason.class.getResourceAsStream(resource)) {
      names.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(Integer::valueOf, names::getProperty));
  }
}

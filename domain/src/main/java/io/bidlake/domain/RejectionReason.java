package io.bidlake.domain;

/** Why a request's rows are kept out of {@code bid_requests}. The first that applies is given. */
public enum RejectionReason {
  /** The request has no id. */
  MISSING_REQUEST_ID,
  /** The request offers no placement. */
  MISSING_IMP,
  /** A placement has no id. */
  MISSING_IMP_ID,
  /** More than one of site, app and dooh is set. */
  AMBIGUOUS_INVENTORY,
  /** A floor is negative, infinite or not a number; 0 is legal. */
  NEGATIVE_FLOOR,
  /** A test publisher ({@code test-*}), or a request marked as a test. */
  TEST_TRAFFIC,
  /** The device's address is not one of the public internet. */
  NON_PUBLIC_IP,
  /** The device's address is no IP address. */
  INVALID_IP
}

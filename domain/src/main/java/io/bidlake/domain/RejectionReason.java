package io.bidlake.domain;

/** Why the rows of a request are not in {@code bid_requests}: the first reason that applies. */
public enum RejectionReason {
  /** The request has no id. */
  MISSING_REQUEST_ID,
  /** The request has no placement. */
  MISSING_IMP,
  /** A placement has no id. */
  MISSING_IMP_ID,
  /** More than one of site, app and dooh is set. */
  AMBIGUOUS_INVENTORY,
  /** A floor is negative, infinite or not a number; 0 is valid. */
  NEGATIVE_FLOOR,
  /** A test publisher ({@code test-*}), or a request marked as a test. */
  TEST_TRAFFIC,
  /** An IP address of the device is not public. */
  NON_PUBLIC_IP,
  /** An address of the device is not an IP address. */
  INVALID_IP
}

package io.bidlake.dimension;

import java.time.Instant;
import java.util.List;

/**
 * What is known about a member of a dimension from a time on, until the next version begins.
 *
 * @param from when the version begins
 * @param values of the attributes, the id first; each may be null but the id
 */
record Version(Instant from, List<Object> values) {}

package io.bidlake.dimension;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a file: what is known about a member of a dimension.
 *
 * @param id the member
 * @param values values by attribute; null where the file says that there is none. An attribute that
 *     the line does not name stays as it is
 * @param from when this begins; empty for now, or for all times if the member is new
 */
record Entry(String id, Map<String, Object> values, Optional<Instant> from) {}

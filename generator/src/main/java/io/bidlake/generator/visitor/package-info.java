/** Visitors: device, place, ids and privacy choices. */
package io.bidlake.generator.visitor;

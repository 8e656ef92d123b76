/** Turns funnels into messages in time order: schedule, mishaps and counts. */
package io.bidlake.generator.stream;

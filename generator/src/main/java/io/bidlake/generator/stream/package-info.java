/** From funnels to messages in the order of time: schedule, mishaps and counts. */
package io.bidlake.generator.stream;

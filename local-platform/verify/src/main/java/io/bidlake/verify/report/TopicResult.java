package io.bidlake.verify.report;

/**
 * What was read of a topic.
 *
 * @param topic its name
 * @param records records below the mark, all of which the lake must have
 * @param undecodable how many of all read are no event
 * @param afterMark records after the mark, which the lake may have
 */
public record TopicResult(String topic, long records, long undecodable, long afterMark) {}

package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.util.Utf8;

/**
 * Generates the events of the funnel from their sequence numbers: a thousand requests a second, of
 * which 62 % get a response; 15 % of the responses have an impression, and one in nineteen
 * impressions has a click.
 *
 * <p>A turn is a fifth of a second of event time. Its events are in this order: its requests, its
 * responses, and the impressions and the click of requests of earlier turns. Their ids are UUIDs as
 * text, as decoded from Avro.
 *
 * @param events the number of events
 * @param parts the number of sources that share them, each a range of the numbers. The turns are
 *     distributed so that all sources advance in event time together
 */
record MadeEvents(long events, int parts) implements Serializable {

  /** The number of events per turn. */
  static final int TURN = 344;

  /**
   * One event.
   *
   * @param requestId the id of its request, as text
   * @param id the event's own id, as text
   * @param parentId the id to which it refers, as text; null for requests and responses
   * @param publisher the publisher of a request; or else null
   */
  record Made(
      Topic<?> topic, Utf8 requestId, Utf8 id, Utf8 parentId, long time, String publisher) {}

  private static final Instant BEGIN = Instant.parse("2026-02-03T00:00:00Z");

  private static final int REQUESTS = 200;
  private static final int RESPONSES = 124;
  private static final int IMPRESSIONS = 19;
  private static final int TURN_MILLIS = 200;

  private static final int RESPONSE_AFTER = 50;
  private static final int TURNS_TO_IMPRESSION = 5;
  private static final int TURNS_TO_CLICK = 100;

  /** Every how many requests of a turn there is one with an impression. */
  private static final int SHOWN = 6;

  private static final int PUBLISHERS = 200;
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  Made event(long number) {
    long share = (events + parts - 1) / parts;
    long turn = number % share / TURN * parts + number / share;
    int place = (int) (number % share % TURN);
    if (place < REQUESTS) {
      return request(turn, place);
    }
    place -= REQUESTS;
    if (place < RESPONSES) {
      return response(turn, place);
    }
    place -= RESPONSES;
    return place < IMPRESSIONS ? impression(turn, place) : click(turn);
  }

  private static Made request(long turn, int place) {
    long request = turn * REQUESTS + place;
    Utf8 id = id(Topics.BID_REQUESTS, request);
    String publisher = "pub-" + mixed(request) % PUBLISHERS;
    return new Made(Topics.BID_REQUESTS, id, id, null, timeOfRequest(turn, place), publisher);
  }

  private static Made response(long turn, int place) {
    long request = turn * REQUESTS + place;
    long time = timeOfRequest(turn, place) + RESPONSE_AFTER;
    return new Made(
        Topics.BID_RESPONSES,
        id(Topics.BID_REQUESTS, request),
        id(Topics.BID_RESPONSES, request),
        null,
        time,
        null);
  }

  private static Made impression(long turn, int place) {
    long request = (turn - TURNS_TO_IMPRESSION) * REQUESTS + (long) place * SHOWN;
    long time = timeOfRequest(turn, place * SHOWN) + RESPONSE_AFTER;
    return child(Topics.IMPRESSIONS, request, time);
  }

  private static Made click(long turn) {
    long request = (turn - TURNS_TO_IMPRESSION - TURNS_TO_CLICK) * REQUESTS;
    return child(Topics.CLICKS, request, timeOfRequest(turn, 0) + RESPONSE_AFTER);
  }

  private static Made child(Topic<?> topic, long request, long time) {
    return new Made(
        topic,
        id(Topics.BID_REQUESTS, request),
        id(topic, request),
        id(topic.parent().topic(), request),
        time,
        null);
  }

  /** Never in the last ms of a turn, as SQL's joins may drop such events at the end of an hour. */
  private static long timeOfRequest(long turn, int place) {
    return BEGIN.toEpochMilli() + turn * TURN_MILLIS + Math.min(place, TURN_MILLIS - 2);
  }

  private static Utf8 id(Topic<?> topic, long number) {
    return new Utf8(uuid(mixed(number), topic.code()));
  }

  /** A UUID as text, unique for each number and kind. */
  private static byte[] uuid(long number, int kind) {
    byte[] text = "00000000-0000-4000-8000-000000000000".getBytes(StandardCharsets.ISO_8859_1);
    text[0] = (byte) DIGITS[kind];
    long rest = number;
    for (int i = text.length - 1; rest != 0; i--) {
      if (text[i] != '-') {
        text[i] = (byte) DIGITS[(int) (rest & 0xf)];
        rest >>>= 4;
      }
    }
    return text;
  }

  /** A different, positive number for each number, spread over the whole range. */
  private static long mixed(long number) {
    return (number * 0x9E3779B97F4A7C15L) & Long.MAX_VALUE;
  }
}

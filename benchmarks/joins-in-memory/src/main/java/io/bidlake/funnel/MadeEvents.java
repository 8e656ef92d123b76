package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.util.Utf8;

/**
 * Makes the events of the funnel out of their numbers: a thousand requests a second, 62 % of them
 * answered, 15 % of the answers shown, and of those one in nineteen clicked.
 *
 * <p>A turn is a fifth of a second, whose events follow each other: its requests, its responses,
 * and the impressions and the click of requests of earlier turns. Their ids are texts of UUIDs, as
 * they come out of Avro.
 *
 * @param events how many there are
 * @param parts how many sources share them, each a range of the numbers: they take turns, so that
 *     all are at the same time
 */
record MadeEvents(long events, int parts) implements Serializable {

  /** Events of a turn. */
  static final int TURN = 344;

  /**
   * One event.
   *
   * @param requestId text of the id of the request that it belongs to
   * @param id text of its own id
   * @param parentId text of the id that it refers to; null for requests and responses
   * @param publisher of a request; else null
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

  /** Requests of a turn from one that is shown to the next. */
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

  /** Never the last of a second, which SQL's joins can drop at the end of an hour. */
  private static long timeOfRequest(long turn, int place) {
    return BEGIN.toEpochMilli() + turn * TURN_MILLIS + Math.min(place, TURN_MILLIS - 2);
  }

  private static Utf8 id(Topic<?> topic, long number) {
    return new Utf8(uuid(mixed(number), topic.code()));
  }

  /** A UUID as text; one for each number and kind. */
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

  /** Another number for each, spread over all that there are and positive. */
  private static long mixed(long number) {
    return (number * 0x9E3779B97F4A7C15L) & Long.MAX_VALUE;
  }
}

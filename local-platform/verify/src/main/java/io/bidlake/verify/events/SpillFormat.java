package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Answer;
import io.bidlake.verify.events.Event.Note;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Offers;
import io.bidlake.verify.events.Event.Place;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.Event.Request;
import io.bidlake.verify.events.Event.Win;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The file format of events between the scan and the comparison. An entry starts with the code of
 * the event's topic, or with -1 for a row of {@code late_events}. A UUID, as most ids are, takes 16
 * bytes instead of 36, and an id that equals the request's takes none.
 */
final class SpillFormat {

  private static final int UNCOUNTED = -1;

  private static final List<Ahead> AHEAD = List.of(Ahead.values());

  private static final int NO_MORE = 0;
  private static final int REQUEST = 1;
  private static final int WIN = 2;
  private static final int ANSWER = 3;
  private static final int NOTE = 4;

  private static final int NOTHING = 0;
  private static final int AS_UUID = 1;
  private static final int AS_UTF8 = 2;
  private static final int OF_REQUEST = 3;
  private static final int UUID_LENGTH = 36;

  private final Map<Integer, Topic<?>> topics;

  SpillFormat(Collection<Topic<?>> topics) {
    this.topics = topics.stream().collect(Collectors.toMap(Topic::code, Function.identity()));
  }

  void write(Event event, DataOutput out) throws IOException {
    out.writeShort(event.topic().code());
    writeText(event.requestId(), out);
    writeId(event.id(), event.requestId(), out);
    writeId(event.parent(), event.requestId(), out);
    out.writeLong(event.time());
    out.writeLong(event.receivedAt());
    out.writeInt(event.position().partition());
    out.writeLong(event.position().offset());
    out.writeByte(AHEAD.indexOf(event.ahead()));
    out.writeBoolean(event.settled());
    if (event.request() != null) {
      out.writeByte(REQUEST);
      writeText(event.request().publisher(), out);
      writeText(event.request().country(), out);
      writeText(event.request().rejection(), out);
      out.writeShort(event.request().places().size());
      for (Place place : event.request().places()) {
        writeText(place.imp(), out);
        writeText(place.size(), out);
        out.writeDouble(place.floor());
      }
      out.writeLong(event.request().user());
    } else if (event.win() != null) {
      out.writeByte(WIN);
      writeText(event.win().bidder(), out);
      out.writeDouble(event.win().usd());
      writeText(event.win().imp(), out);
    } else if (event.answer() != null) {
      out.writeByte(ANSWER);
      writeTexts(event.answer().seats(), out);
      writeTexts(event.answer().bids(), out);
      writeNumber(event.offers().noBid(), out);
      out.writeShort(event.offers().bids().size());
      for (Offer offer : event.offers().bids()) {
        writeText(offer.seat(), out);
        writeText(offer.imp(), out);
        out.writeDouble(offer.usd());
        writeText(offer.campaign(), out);
      }
    } else if (event.note() != null) {
      out.writeByte(NOTE);
      writeText(event.note().kind(), out);
      writeText(event.note().imp(), out);
      writeText(event.note().bidder(), out);
      out.writeDouble(event.note().usd());
      writeNumber(event.note().reason(), out);
    } else {
      out.writeByte(NO_MORE);
    }
  }

  void write(UncountedEvent row, DataOutput out) throws IOException {
    out.writeShort(UNCOUNTED);
    writeText(row.table(), out);
    writeText(row.reason(), out);
    writeText(row.position().topic(), out);
    out.writeInt(row.position().partition());
    out.writeLong(row.position().offset());
    writeText(row.requestId(), out);
    writeId(row.id(), row.requestId(), out);
    out.writeLong(row.timeMicros());
    out.writeBoolean(row.lateness() != null);
    out.writeLong(row.lateness() == null ? 0 : row.lateness());
  }

  /** Reads the next entry into the slice. */
  void read(DataInput in, Slice slice) throws IOException {
    int code = in.readShort();
    if (code == UNCOUNTED) {
      slice.add(readUncounted(in));
    } else {
      slice.add(readEvent(topics.get(code), in));
    }
  }

  private static Event readEvent(Topic<?> topic, DataInput in) throws IOException {
    String requestId = readText(in);
    String id = readId(requestId, in);
    String parent = readId(requestId, in);
    long time = in.readLong();
    long receivedAt = in.readLong();
    Position position = new Position(topic.name(), in.readInt(), in.readLong());
    Ahead ahead = AHEAD.get(in.readByte());
    boolean settled = in.readBoolean();
    int more = in.readByte();
    Request request =
        more == REQUEST
            ? new Request(readText(in), readText(in), readText(in), readPlaces(in), in.readLong())
            : null;
    Win win = more == WIN ? new Win(readText(in), in.readDouble(), readText(in)) : null;
    Answer answer = more == ANSWER ? new Answer(Set.copyOf(readTexts(in)), readTexts(in)) : null;
    Offers offers = more == ANSWER ? readOffers(in) : null;
    Note note =
        more == NOTE
            ? new Note(readText(in), readText(in), readText(in), in.readDouble(), readNumber(in))
            : null;
    return new Event(
        topic,
        requestId,
        id,
        parent,
        time,
        receivedAt,
        position,
        ahead,
        settled,
        request,
        win,
        answer,
        offers,
        note);
  }

  private static List<Place> readPlaces(DataInput in) throws IOException {
    int count = in.readShort();
    List<Place> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      places.add(new Place(readText(in), readText(in), in.readDouble()));
    }
    return places;
  }

  private static Offers readOffers(DataInput in) throws IOException {
    Integer noBid = readNumber(in);
    int count = in.readShort();
    List<Offer> bids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bids.add(new Offer(readText(in), readText(in), in.readDouble(), readText(in)));
    }
    return new Offers(noBid, bids);
  }

  private static void writeNumber(Integer number, DataOutput out) throws IOException {
    out.writeBoolean(number != null);
    out.writeInt(number == null ? 0 : number);
  }

  private static Integer readNumber(DataInput in) throws IOException {
    boolean given = in.readBoolean();
    int number = in.readInt();
    return given ? Integer.valueOf(number) : null;
  }

  private static UncountedEvent readUncounted(DataInput in) throws IOException {
    String table = readText(in);
    String reason = readText(in);
    Position position = new Position(readText(in), in.readInt(), in.readLong());
    String requestId = readText(in);
    String id = readId(requestId, in);
    long time = in.readLong();
    boolean late = in.readBoolean();
    long lateness = in.readLong();
    return new UncountedEvent(table, reason, position, id, requestId, time, late ? lateness : null);
  }

  private static void writeId(String id, String requestId, DataOutput out) throws IOException {
    if (requestId.equals(id)) {
      out.writeByte(OF_REQUEST);
    } else {
      writeText(id, out);
    }
  }

  private static String readId(String requestId, DataInput in) throws IOException {
    int kind = in.readByte();
    return kind == OF_REQUEST ? requestId : readText(kind, in);
  }

  private static void writeTexts(Collection<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(text, out);
    }
  }

  private static List<String> readTexts(DataInput in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    if (text == null) {
      out.writeByte(NOTHING);
      return;
    }
    UUID uuid = uuid(text);
    if (uuid != null) {
      out.writeByte(AS_UUID);
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(AS_UTF8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String readText(DataInput in) throws IOException {
    return readText(in.readByte(), in);
  }

  private static String readText(int kind, DataInput in) throws IOException {
    if (kind == NOTHING) {
      return null;
    }
    if (kind == AS_UUID) {
      return new UUID(in.readLong(), in.readLong()).toString();
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Parses a text as a UUID; null if its string form would differ from the text. */
  private static UUID uuid(String text) {
    if (text.length() != UUID_LENGTH || text.charAt(8) != '-') {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

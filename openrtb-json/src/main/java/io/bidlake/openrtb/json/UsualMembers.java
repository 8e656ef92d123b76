package io.bidlake.openrtb.json;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;

/**
 * Reads members of an object straight from the bytes, as long as they come in the usual order and
 * their values have their usual form. A subclass is generated for each kind of object ({@link
 * UsualMembersSource}): it has separate code for each member, so that the processor can predict the
 * branches of each. Public, because the generated classes belong to another class loader.
 */
public abstract class UsualMembers {

  /** Eight bytes of an array at once. */
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int USUAL_LENGTH = 6;
  private static final int NONE = -1;

  private CompactJsonParser json;
  private List<Object> list;
  private long members;
  private int valueStart;

  /**
   * Reads members into a record, starting at the parser's position. {@link #members} then tells
   * which ones were read.
   *
   * @param seen the earlier members of the object, as bits
   * @param step where to start in the usual order
   * @return where in the usual order the next member stands, which Jackson has to read; -1 if the
   *     next member is not known
   */
  final int read(CompactJsonParser parser, SpecificRecordBase record, long seen, int step)
      throws IOException {
    members = 0;
    int at = parser.nextMember();
    if (at < 0) {
      return NONE;
    }
    json = parser;
    int next = read(parser.source(), at, parser.end(), record, seen, step);
    json = null;
    list = null;
    return next;
  }

  /**
   * A new record.
   *
   * @param defaults the values of fields that Avro does not initialise, by position
   */
  protected abstract SpecificRecordBase newRecord(Object[] defaults);

  /** The members that were read, as bits. */
  final long members() {
    return members;
  }

  /** Where the value of the next member starts, if that is known. */
  final int valueStart() {
    return valueStart;
  }

  /**
   * The generated part of {@link #read(CompactJsonParser, SpecificRecordBase, long, int)}.
   *
   * @param at where the next member starts
   * @param to end of the bytes
   */
  protected abstract int read(byte[] source, int at, int to, Object into, long seen, int step)
      throws IOException;

  /**
   * Stops before an unknown member.
   *
   * @param end end of the last value that was read
   * @param read the members that were read, as bits
   */
  protected final int stop(int end, long read) throws IOException {
    members = read;
    if (read != 0) {
      json.goOnAfter(end);
    }
    return NONE;
  }

  /**
   * Stops before the value of a known member.
   *
   * @param value where that value starts
   * @param step where the member stands in the usual order
   */
  protected final int stop(int end, long read, int value, int step) throws IOException {
    stop(end, read);
    valueStart = value;
    return step;
  }

  protected static long eight(byte[] source, int at) {
    return (long) LONGS.get(source, at);
  }

  // Each of these methods returns the end of the value that starts at a place, or -1 if it has
  // another form.

  protected final int text(int at) {
    return json.text(at);
  }

  protected final int code(int at) {
    int end = json.text(at);
    byte[] source = json.source();
    return end >= 0 && source[at + 1] > ' ' && source[end - 2] > ' ' ? end : NONE;
  }

  protected final int currency(int at) {
    byte[] source = json.source();
    boolean isCurrency =
        source[at] == '"'
            && Ascii.isUpperCase((char) source[at + 1])
            && Ascii.isUpperCase((char) source[at + 2])
            && Ascii.isUpperCase((char) source[at + 3])
            && source[at + 4] == '"';
    return isCurrency ? at + 5 : NONE;
  }

  protected final int whole(int at) {
    return json.whole(at);
  }

  protected final int flag(int at) {
    int end = json.whole(at);
    return end >= 0 && json.wholeValue() >>> 1 == 0 ? end : NONE;
  }

  protected final int number(int at) {
    return json.number(at);
  }

  protected final int texts(int at) {
    return array(at, Usual.TEXT);
  }

  protected final int currencies(int at) {
    return array(at, Usual.CURRENCY);
  }

  protected final int wholes(int at) {
    return array(at, Usual.INT);
  }

  private int array(int at, Usual kind) {
    byte[] source = json.source();
    if (source[at] != '[') {
      return NONE;
    }
    List<Object> values = new ArrayList<>(USUAL_LENGTH);
    int next = at;
    do {
      int from = next + 1;
      if (!json.hasRoomFor(from)) {
        return NONE;
      }
      next = kind == Usual.TEXT ? text(from) : kind == Usual.INT ? whole(from) : currency(from);
      if (next < 0) {
        return NONE;
      }
      values.add(kind == Usual.INT ? Integer.valueOf(wholeValue()) : textValue(from, next));
    } while (source[next] == ',');
    list = values;
    return source[next] == ']' ? next + 1 : NONE;
  }

  // These return the value whose end was found last.

  protected final Utf8 textValue(int at, int end) {
    return json.utf8(at + 1, end - 1);
  }

  protected final int wholeValue() {
    return json.wholeValue();
  }

  protected final double numberValue() {
    return json.numberValue();
  }

  protected final List<Object> listValue() {
    return list;
  }
}

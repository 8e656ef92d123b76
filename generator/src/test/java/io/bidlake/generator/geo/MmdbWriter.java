package io.bidlake.generator.geo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a database in MaxMind's format (mmdb 2.0): a binary tree over the bits of addresses, whose
 * leaves refer to records. IPv4 addresses are in the tree of IPv6 addresses, below 96 zero bits.
 */
final class MmdbWriter {

  private static final int ADDRESS_BITS = 128;
  private static final int RECORD_BITS = 32;
  private static final int SEPARATOR_BYTES = 16;
  private static final byte[] METADATA_MARKER = {
    (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
  };
  private static final int EMPTY = 0;

  private static final int TEXT = 2;
  private static final int DOUBLE = 3;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;
  private static final int EXTENDED = 7;

  /**
   * The children of each node: positive for a node, negative for a record, {@link #EMPTY} for
   * nothing. The root is no child of any node.
   */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final Map<Map<String, ?>, Integer> offsets = new HashMap<>();

  /**
   * Adds a network. One that is part of another must be added after it.
   *
   * @param prefixLength number of bits of the address that belong to the network
   * @param record texts, integers, longs, doubles, lists and maps of these
   */
  public void add(InetAddress network, int prefixLength, Map<String, ?> record) {
    byte[] address = network.getAddress();
    int leadingZeros = ADDRESS_BITS - 8 * address.length;
    int depth = leadingZeros + prefixLength;
    int node = 0;
    for (int i = 0; i < depth - 1; i++) {
      node = child(node, bit(address, i - leadingZeros));
    }
    nodes.get(node)[bit(address, depth - 1 - leadingZeros)] = -1 - offsetOf(record);
  }

  private static int bit(byte[] address, int position) {
    return position < 0 ? 0 : address[position / 8] >> (7 - position % 8) & 1;
  }

  /** Returns a child as a node; a record becomes a node with the record on both sides. */
  private int child(int node, int side) {
    int child = nodes.get(node)[side];
    if (child > 0) {
      return child;
    }
    nodes.add(new int[] {child, child});
    nodes.get(node)[side] = nodes.size() - 1;
    return nodes.size() - 1;
  }

  private int offsetOf(Map<String, ?> record) {
    return offsets.computeIfAbsent(
        record,
        first -> {
          int offset = records.size();
          write(first, records);
          return offset;
        });
  }

  /**
   * Returns the whole file.
   *
   * @param type type of the database, such as GeoLite2-City
   */
  public byte[] toBytes(String type, Instant buildTime) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    try {
      for (int[] children : nodes) {
        out.writeInt(reference(children[0]));
        out.writeInt(reference(children[1]));
      }
      out.write(new byte[SEPARATOR_BYTES]);
      records.writeTo(out);
      out.write(METADATA_MARKER);
      write(metadata(type, buildTime), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Returns a child as the file contains it: nodes first, then nothing, then records. */
  private int reference(int child) {
    if (child > 0) {
      return child;
    }
    return child == EMPTY ? nodes.size() : nodes.size() + SEPARATOR_BYTES + (-1 - child);
  }

  private Map<String, Object> metadata(String type, Instant buildTime) {
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", buildTime.getEpochSecond());
    metadata.put("database_type", type);
    metadata.put("description", Map.of("en", "Made for demonstrations and tests"));
    metadata.put("ip_version", 6);
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", RECORD_BITS);
    return metadata;
  }

  private static void write(Object value, ByteArrayOutputStream out) {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writeControl(TEXT, bytes.length, out);
      out.writeBytes(bytes);
    } else if (value instanceof Map<?, ?> map) {
      writeControl(MAP, map.size(), out);
      new TreeMap<>(map)
          .forEach(
              (key, each) -> {
                write(key, out);
                write(each, out);
              });
    } else if (value instanceof List<?> list) {
      writeControl(ARRAY, list.size(), out);
      list.forEach(each -> write(each, out));
    } else if (value instanceof Double number) {
      writeControl(DOUBLE, Double.BYTES, out);
      writeNumber(Double.doubleToLongBits(number), Double.BYTES, out);
    } else if (value instanceof Integer number) {
      int bytes = number < 1 << 16 ? Short.BYTES : Integer.BYTES;
      writeControl(bytes == Short.BYTES ? UINT16 : UINT32, bytes, out);
      writeNumber(number, bytes, out);
    } else if (value instanceof Long number) {
      writeControl(UINT64, Long.BYTES, out);
      writeNumber(number, Long.BYTES, out);
    } else {
      throw new IllegalArgumentException("no type of mmdb for " + value);
    }
  }

  private static void writeNumber(long number, int bytes, ByteArrayOutputStream out) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (number >>> shift));
    }
  }

  /** Writes type and size of a value; sizes from 29 on take one or two bytes of their own. */
  private static void writeControl(int type, int size, ByteArrayOutputStream out) {
    if (size >= 285 + (1 << 16)) {
      throw new IllegalArgumentException("too long: " + size);
    }
    int field = size < 29 ? size : size < 285 ? 29 : 30;
    out.write((type > EXTENDED ? 0 : type) << 5 | field);
    if (type > EXTENDED) {
      out.write(type - EXTENDED);
    }
    if (field == 29) {
      out.write(size - 29);
    } else if (field == 30) {
      writeNumber(size - 285, 2, out);
    }
  }
}

package io.bidlake.landing.columns;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.StringData;

/**
 * Hashes personal data with HMAC-SHA-256, so that values can be counted and joined, but only who
 * has the key can find the hash of a known value.
 */
@SuppressWarnings("UnstableApiUsage") // Hashing is in use for years.
public final class KeyedHash {

  private final HashFunction hash;
  private final String path;

  /**
   * @param path path of the field, for messages
   */
  public KeyedHash(byte[] key, String path) {
    this.hash = Hashing.hmacSha256(key);
    this.path = path;
  }

  /**
   * Returns the hash of a text, a whole number (as decimal digits) or bytes, in hexadecimal digits;
   * null for null.
   *
   * @param value in the form in which rows hold it
   * @throws UndecodableRecordException for values of other types
   */
  public StringData of(Object value) throws UndecodableRecordException {
    if (value == null) {
      return null;
    }
    byte[] bytes;
    if (value instanceof byte[] given) {
      bytes = given;
    } else if (value instanceof StringData || value instanceof Long || value instanceof Integer) {
      bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    } else {
      throw new UndecodableRecordException(
          Reason.IRRECONCILABLE,
          "%s must be a text, a whole number or bytes, as a rule says to hash it".formatted(path));
    }
    return StringData.fromString(hash.hashBytes(bytes).toString());
  }
}

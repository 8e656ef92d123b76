package io.bidlake.verify.columns;

import com.google.common.hash.Hashing;
import io.bidlake.verify.base.CannotVerifyException;
import java.nio.charset.StandardCharsets;

/**
 * Computes HMAC-SHA-256 in hexadecimal digits.
 *
 * @param key the key; without one, nothing can be hashed
 */
public record KeyedHash(String key) {

  String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  String of(byte[] bytes) {
    if (key.isEmpty()) {
      throw new CannotVerifyException(
          "landing.hash-key must be set: landing.rules has hashed fields");
    }
    return Hashing.hmacSha256(key.getBytes(StandardCharsets.UTF_8)).hashBytes(bytes).toString();
  }

  @Override
  public String toString() {
    return key.isEmpty() ? "no key" : "a key";
  }
}

package io.bidlake.verify.columns;

import io.bidlake.verify.base.CannotVerifyException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMAC-SHA-256 in hexadecimal digits. Thread-safe. */
public final class KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /**
   * @param key the key, in UTF-8; without one, nothing can be hashed
   */
  public KeyedHash(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  String of(byte[] bytes) {
    if (key.length == 0) {
      throw new CannotVerifyException(
          "landing.hash-key must be set: landing.rules has hashed fields");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}

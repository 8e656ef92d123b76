package io.bidlake.verify.text;

/** The escape sequences in JSON strings. */
final class Escapes {

  private Escapes() {}

  /** Returns the value of a valid JSON string that is given with its quotation marks. */
  static String resolve(String quoted) {
    StringBuilder text = new StringBuilder(quoted.length());
    int last = quoted.length() - 1;
    for (int i = 1; i < last; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = quoted.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }
}

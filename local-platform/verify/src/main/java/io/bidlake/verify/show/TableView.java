package io.bidlake.verify.show;

/** What is shown of one table. */
interface TableView {

  /** As text, at most {@code width} characters wide where that is possible. */
  String asText(int width);
}

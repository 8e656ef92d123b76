package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class PackedBytesTest {

  private final NameBytes bytes = new NameBytes();
  private final Names read = new Names("of before");

  @Test
  void unpacksWhatWasPackedAndNothingElse() throws IOException {
    byte[] longer = bytes.pack(new Names("a", "b", "c"));
    byte[] shorter = bytes.pack(new Names("d"));

    bytes.unpack(longer, read);
    assertThat(read.names).containsExactly("a", "b", "c");

    bytes.unpack(shorter, read);
    assertThat(read.names).containsExactly("d");
  }

  @Test
  void keepsTheTimeOfTheLastEvent() throws IOException {
    Names later = new Names();
    later.reach(20);
    later.reach(10);
    byte[] packed = bytes.pack(later);
    read.reach(30);

    bytes.unpack(packed, read);

    assertThat(read.last()).isEqualTo(20);
  }

  @Test
  void unpacksNothingFromNoBytes() throws IOException {
    bytes.unpack(null, read);

    assertThat(read.names).isEmpty();
    assertThat(read.last()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void refusesStateOfAnotherVersion() {
    assertThatThrownBy(() -> bytes.unpack(new byte[] {2, 0}, read))
        .isInstanceOf(IOException.class)
        .hasMessage("state must have version 1, was 2");
  }

  private static final class Names extends RequestKnowledge {

    private final List<String> names = new ArrayList<>();

    Names(String... names) {
      this.names.addAll(List.of(names));
    }

    @Override
    public void clear() {
      super.clear();
      names.clear();
    }
  }

  private static final class NameBytes extends PackedBytes<Names> {

    @Override
    protected void write(Names known, DataOutputView out) throws IOException {
      for (String name : known.names) {
        EventText.write(name, out);
      }
    }

    @Override
    protected void read(DataInputView in, Names known) throws IOException {
      while (hasMore()) {
        known.names.add(EventText.read(in));
      }
    }
  }
}

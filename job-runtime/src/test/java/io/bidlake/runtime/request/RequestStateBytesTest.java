package io.bidlake.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class RequestStateBytesTest {

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
  void beginsWithTheNumberOfTheFormatAndTheTimeOfTheLastEvent() throws IOException {
    Names state = new Names("a");
    state.reach(3);

    assertThat(bytes.pack(state)).containsExactly(2, 6, 2, 'a');
  }

  @Test
  void readsWhatAnOlderFormatHasWritten() throws IOException {
    bytes.unpack(new byte[] {1, 6, 'a', 'b'}, read);

    assertThat(read.names).containsExactly("a", "b");
    assertThat(read.last()).isEqualTo(3);
  }

  @Test
  void refusesStateOfANewerFormat() {
    assertThatThrownBy(() -> bytes.unpack(new byte[] {3, 0}, read))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the state of a request must have a format from 1 to 2, was 3: it is of a newer release");
  }

  private static final class Names extends RequestState {

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

  /** In its second format. */
  private static final class NameBytes extends RequestStateBytes<Names> {

    NameBytes() {
      super(2);
    }

    @Override
    protected void write(Names known, DataOutputView out) throws IOException {
      for (String name : known.names) {
        VarText.write(name, out);
      }
    }

    @Override
    protected void read(int written, DataInputView in, Names known) throws IOException {
      while (hasMore()) {
        // The first format had names of one letter, without their length.
        known.names.add(written == 1 ? String.valueOf((char) in.readByte()) : VarText.read(in));
      }
    }
  }
}

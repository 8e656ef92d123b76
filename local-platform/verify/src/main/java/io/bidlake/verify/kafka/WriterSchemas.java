package io.bidlake.verify.kafka;

import java.util.Optional;
import org.apache.avro.Schema;

/** The schemas by the id in a message. */
public interface WriterSchemas {

  /** The schema with this id; empty if there is none. */
  Optional<Schema> byId(int id);
}

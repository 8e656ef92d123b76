package io.bidlake.verify.kafka;

import java.util.Optional;
import org.apache.avro.Schema;

/** Schemas by the id that stands in a message. */
public interface WriterSchemas {

  /** The schema with this id, or nothing if there is none. */
  Optional<Schema> byId(int id);
}

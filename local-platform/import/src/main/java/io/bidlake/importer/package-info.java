/** Imports files of OpenRTB JSON and of notices into the topics, as Avro. */
package io.bidlake.importer;

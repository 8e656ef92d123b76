/** The job that copies topics into tables. */
package io.bidlake.ingest;

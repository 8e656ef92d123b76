/** Bounds the number of files that a sink keeps open. */
package io.bidlake.runtime.lake.files;

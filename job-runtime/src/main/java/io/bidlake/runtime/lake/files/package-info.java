/** The files that a sink has open at once. */
package io.bidlake.runtime.lake.files;

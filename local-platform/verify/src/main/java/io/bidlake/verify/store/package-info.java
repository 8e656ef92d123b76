/** The database on disk for what does not fit into memory. */
package io.bidlake.verify.store;

/** Loads dimensions from files: a program beside {@code verify}. */
package io.bidlake.dimension;

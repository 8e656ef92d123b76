/** The commands of {@code bidlake}. */
package io.bidlake.local.cli;

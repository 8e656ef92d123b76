/** The terminal output for the user. */
package io.bidlake.local.cli.screen;

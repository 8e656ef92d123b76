/** The demo run, from the start of a platform to verified tables. */
package io.bidlake.local.cli.demo;

/** The run of a demo, from nothing to proven tables. */
package io.bidlake.local.cli.demo;

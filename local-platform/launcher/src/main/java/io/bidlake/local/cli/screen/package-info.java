/** What a person sees of a platform in the terminal. */
package io.bidlake.local.cli.screen;

/** Programs of other modules that get the user's terminal. */
package io.bidlake.local.cli.program;

/** Programs of other modules that run in the user's terminal. */
package io.bidlake.local.cli.program;

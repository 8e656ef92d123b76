/** Java programs as processes of this machine, with their options and their logs. */
package io.bidlake.local.process;

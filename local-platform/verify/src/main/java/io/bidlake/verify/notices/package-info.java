/** Notice URLs become events, without the jobs' code. */
package io.bidlake.verify.notices;

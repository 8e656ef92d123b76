/** The job that counts what becomes of the requests of each publisher. */
package io.bidlake.funnel;

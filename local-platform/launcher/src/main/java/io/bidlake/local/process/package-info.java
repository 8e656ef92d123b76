/**
 * Java programs as processes of this machine: their options and configuration files, their logs,
 * and whether they answer.
 */
package io.bidlake.local.process;

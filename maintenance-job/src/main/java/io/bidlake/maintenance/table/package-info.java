/** Tables as tasks use them: loaded by name, measured, worked on beside the task's thread. */
package io.bidlake.maintenance.table;

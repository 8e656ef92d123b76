/** Reference data in files that change while jobs run, such as exchange rates. */
package io.bidlake.domain.reference;

package io.bidlake.landing;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.RegistrySettings;
import java.io.Serializable;

/**
 * Settings with which rows are made of records.
 *
 * @param registry schema registry for Avro
 * @param tables where the tables are
 * @param rules rules of topics
 * @param possible range of valid times
 */
record RowSettings(
    RegistrySettings registry,
    TablesLocation tables,
    Reference<Rules> rules,
    PossibleTimes possible)
    implements Serializable {}

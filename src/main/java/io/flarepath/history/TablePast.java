package io.flarepath.history;

import io.flarepath.pass.Past;
import io.flarepath.publish.Catalog;
import io.flarepath.source.DataSource;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.state.SummaryState;
import io.flarepath.table.Column;
import io.flarepath.table.TableFacts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a job's table and its source's table tell of what was read. */
record TablePast(Catalog tables, JobTable jobTable, DataSource.Table from, Clock clock)
    implements Past {

  @Override
  public State state() {
    return jobTable.mark().state();
  }

  @Override
  public Optional<String> lastKey(KeyName name) {
    // If the state was set since, the last publish has no keys.
    return jobTable.published().stream()
        .findFirst()
        .flatMap(snapshot -> SummaryState.keys(snapshot.summary()).value(name));
  }

  @Override
  public String source() {
    return from.toString();
  }

  @Override
  public Optional<String> typeOf(String column) {
    return tables.load(from.name()).stream()
        .map(TableFacts::columns)
        .flatMap(List::stream)
        .filter(each -> each.name().equalsIgnoreCase(column))
        .findFirst()
        .map(Column::type);
  }

  @Override
  public OptionalLong newest(String column) {
    return tables.newest(from.name(), column);
  }

  @Override
  public ZoneId zone() {
    return jobTable.job().zone().id();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }
}

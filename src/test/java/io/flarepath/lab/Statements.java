package io.flarepath.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** SQL that changes something or executes a program, in all forms that Spark's grammar has. */
public final class Statements {

  /** {@code %s} is the file that a program would leave. */
  private static final List<String> PROGRAMS =
      List.of(
          "select transform(id) using 'touch %s' as (x string) from icebase.retail.orders",
          "from icebase.retail.orders map id using 'touch %s' as x",
          "from icebase.retail.orders reduce id using 'touch %s'",
          "select reflect('java.nio.file.Files', 'createFile', '%s')",
          "select Java_Method('java.lang.System', 'setProperty', 'flarepath.test', '%s')",
          "select identifier('reflect')('java.lang.System', 'setProperty', 'flarepath.test', '%s') as x",
          "select identifier(' `Reflect` ')('java.lang.System', 'setProperty', 'flarepath.test', '%s') as x",
          "select `reflect`('java.lang.System', 'setProperty', 'flarepath.test', '%s') as x");

  /** Where a query may be in another statement; {@code %s} is the query, of one column. */
  private static final List<String> PLACES =
      List.of(
          "%s",
          "with q as (%s) select * from q",
          "select * from (%s) q",
          "select (select max(1) from (%s) q) as x",
          "select 1 as x where exists (%s)",
          "select 1 as x union all select 1 from (%s) q",
          "select * from icebase.retail.orders o join lateral (%s) q on true",
          "select 1 as x from icebase.retail.orders where id in (select 1 from (%s) q)");

  /** Expressions that Spark evaluates while it analyses, before any rule sees the plan. */
  private static final List<String> AT_ONCE =
      List.of(
          "select * from values (reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s'))",
          "select * from range(cast(reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s') as int))",
          "select 1 as x limit cast(reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s') as int)",
          "select from_json('{}', reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s')) as x",
          "select * from icebase.retail.orders timestamp as of reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s')",
          "select transform(array(1), e -> reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s')) as x",
          "select 1 as x from icebase.retail.orders lateral view reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s') t as y");

  private static final List<String> CHANGES =
      List.of(
          "insert into icebase.retail.orders values (2)",
          "insert overwrite icebase.retail.orders values (2)",
          "with q as (select 2) insert into icebase.retail.orders select * from q",
          "from icebase.retail.orders insert into icebase.retail.orders select id",
          "update icebase.retail.orders set id = 2",
          "delete from icebase.retail.orders",
          "merge into icebase.retail.orders t using (select 1 as id) s on t.id = s.id when matched then delete",
          "truncate table icebase.retail.orders",
          "drop table icebase.retail.orders",
          "drop view icebase.retail.orders",
          "create table icebase.retail.copy as select 1 as x",
          "replace table icebase.retail.orders using iceberg as select 1 as x",
          "create table icebase.retail.copy (x int) using iceberg",
          "create view icebase.retail.copy as select 1 as x",
          "create or replace temporary view copy as select 1 as x",
          "create namespace icebase.other",
          "drop namespace icebase.retail cascade",
          "alter table icebase.retail.orders add column x int",
          "alter table icebase.retail.orders create branch b",
          "alter table icebase.retail.orders drop partition field id",
          "alter table icebase.retail.orders set tblproperties ('a' = 'b')",
          "call icebase.system.expire_snapshots(table => 'retail.orders')",
          "call icebase.system.rewrite_data_files('retail.orders')",
          "comment on table icebase.retail.orders is 'x'",
          "analyze table icebase.retail.orders compute statistics",
          "refresh table icebase.retail.orders",
          "cache table copy as select 1 as x",
          "uncache table copy",
          "clear cache",
          "set spark.flarepath.guard = run_scripts",
          "reset",
          "use icebase",
          "add jar '/nowhere/x.jar'",
          "add file '/nowhere/x'",
          "load data local inpath '/nowhere/x' into table x",
          "insert overwrite local directory '%s' using csv select 1",
          "insert overwrite directory '%s' using csv select 1",
          "create function f as 'java.lang.Object' using jar '/nowhere/x.jar'",
          "create temporary function f as 'java.lang.Object'",
          "drop function f",
          "explain insert into icebase.retail.orders values (2)",
          "set role x",
          "dfs -ls /",
          "!touch %s",
          "msck repair table x",
          "execute immediate 'drop table icebase.retail.orders'",
          "begin drop table icebase.retail.orders; end");

  private Statements() {}

  /**
   * All of them.
   *
   * @param mark the file that a program would leave
   */
  public static Stream<String> all(Path mark) {
    return Stream.of(programs(), AT_ONCE.stream(), CHANGES.stream())
        .flatMap(each -> each)
        .map(each -> each.replace("%s", mark.toString()));
  }

  /** Queries that execute a program. */
  public static Stream<String> scripts(Path mark) {
    return Stream.concat(programs(), AT_ONCE.stream())
        .map(each -> each.replace("%s", mark.toString()));
  }

  private static Stream<String> programs() {
    return PROGRAMS.stream().flatMap(program -> PLACES.stream().map(at -> at.formatted(program)));
  }
}

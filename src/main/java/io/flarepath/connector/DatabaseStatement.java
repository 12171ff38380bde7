package io.flarepath.connector;

import java.util.Map;

/** A statement of a database that is executed for each row, by JDBC. */
final class DatabaseStatement implements Format {

  @Override
  public String word() {
    return "jdbcquery";
  }

  @Override
  public String source() {
    return "jdbc";
  }

  @Override
  public Place place() {
    return Place.TABLE;
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("dbtable", Parts.joined(collection, dataset));
  }

  /** The statement decides what becomes of rows that are there. */
  @Override
  public boolean isLog() {
    return true;
  }
}

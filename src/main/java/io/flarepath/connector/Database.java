package io.flarepath.connector;

import java.util.List;
import java.util.Map;

/** Tables of a database, by JDBC. */
final class Database implements Format {

  @Override
  public String word() {
    return "jdbc";
  }

  @Override
  public List<String> synonyms() {
    return List.of("db", "postgresql", "postgres", "mysql", "oracle", "mssql", "sqlserver");
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
}

package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.table.TableName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where rows are, one value however it is spelled. Its text is for people. */
public sealed interface Place {

  /** Whether rows that are written to one of the two may be read at the other. */
  boolean meets(Place other);

  /** Whether several may write there at once without touching each other's files. */
  default boolean isShareable() {
    return true;
  }

  /** The table, if it is one: its current rows are meant. */
  default Optional<TableName> table() {
    return Optional.empty();
  }

  /** Whether it meets a table. */
  default boolean meetsTable(OfTable other) {
    return false;
  }

  /** Whether it meets a folder or files. */
  default boolean meetsFolder(OfFolder other) {
    return false;
  }

  /** Whether it meets something beyond a connector. */
  default boolean meetsRemote(OfRemote other) {
    return false;
  }

  /**
   * A table, on one of its branches. Some catalogs ignore the case of names, so it counts nowhere.
   *
   * @param name as it is written
   * @param known with the first of the catalogs that are the same one under several names
   */
  record OfTable(TableName name, TableName known, String branch) implements Place {

    static final String MAIN = "main";

    @Override
    public boolean meets(Place other) {
      return other.meetsTable(this);
    }

    @Override
    public Optional<TableName> table() {
      return branch.equals(MAIN) ? Optional.of(name) : Optional.empty();
    }

    @Override
    public boolean meetsTable(OfTable other) {
      return known.toString().equalsIgnoreCase(other.known.toString())
          && branch.equals(other.branch);
    }

    @Override
    public String toString() {
      return branch.equals(MAIN) ? name.toString() : name + " (branch " + branch + ")";
    }
  }

  /**
   * Files.
   *
   * @param path as it is written
   */
  record OfFolder(Folder folder, String path) implements Place {

    @Override
    public boolean meets(Place other) {
      return other.meetsFolder(this);
    }

    @Override
    public boolean isShareable() {
      return false;
    }

    @Override
    public boolean meetsFolder(OfFolder other) {
      return folder.overlaps(other.folder);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * What a connector reaches.
   *
   * @param address what tells it from others of its format
   * @param content the name of the table or topic, or a query
   * @param what what it is, for people
   */
  record OfRemote(Format format, String address, String content, String what) implements Place {

    @Override
    public boolean meets(Place other) {
      return other.meetsRemote(this);
    }

    @Override
    public boolean meetsRemote(OfRemote other) {
      return format.equals(other.format)
          && address.equals(other.address)
          && (isOne(content, other.content)
              || (isQuery() && mentions(content, other.content))
              || (other.isQuery() && mentions(other.content, content)));
    }

    private boolean isQuery() {
      return content.matches("(?s).*[\\s(].*");
    }

    /** A name without its schema may be the same table as one with it. */
    private static boolean isOne(String name, String other) {
      String mine = folded(name);
      String others = folded(other);
      return mine.equals(others) || mine.endsWith("." + others) || others.endsWith("." + mine);
    }

    private static boolean mentions(String query, String table) {
      String name = folded(table);
      String last = name.substring(name.lastIndexOf('.') + 1);
      return Pattern.compile("(?<!\\w)" + Pattern.quote(last) + "(?!\\w)")
          .matcher(folded(query))
          .find();
    }

    private static String folded(String name) {
      return name.strip().replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return what;
    }
  }
}

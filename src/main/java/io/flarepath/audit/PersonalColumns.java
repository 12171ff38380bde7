package io.flarepath.audit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which columns hold data of persons, so that their values are not shown without being asked for:
 * by their tags, or by the words in their names.
 */
public final class PersonalColumns {

  /** What is shown in the place of a value. */
  public static final String MASK = "***";

  private static final Pattern TAG =
      Pattern.compile("(?i)(?<![a-z])(pii|phi|pci|personal|sensitive|confidential|gdpr)(?![a-z])");

  private static final Set<String> WORDS =
      Set.of(
          "account",
          "address",
          "birth",
          "birthdate",
          "birthday",
          "card",
          "creditcard",
          "dob",
          "email",
          "emailaddress",
          "fax",
          "firstname",
          "forename",
          "fullname",
          "iban",
          "ip",
          "lastname",
          "license",
          "mail",
          "mobile",
          "name",
          "nickname",
          "passport",
          "password",
          "phone",
          "phonenumber",
          "secret",
          "ssn",
          "street",
          "surname",
          "telephone",
          "token",
          "username");

  private final Set<String> tagged = new HashSet<>();

  /**
   * @param columnTags the labels of columns, by the columns' names
   */
  public PersonalColumns(Map<String, List<String>> columnTags) {
    columnTags.forEach(
        (column, tags) -> {
          if (tags.stream().anyMatch(tag -> TAG.matcher(tag).find())) {
            tagged.add(column.toLowerCase(Locale.ROOT));
          }
        });
  }

  /** Whether the values of a column are hidden. */
  public boolean has(String column) {
    return tagged.contains(column.toLowerCase(Locale.ROOT))
        || words(column).stream().anyMatch(WORDS::contains);
  }

  /** The words of {@code customerEmail2} and {@code customer_email}: {@code customer, email}. */
  private static Set<String> words(String column) {
    String spaced = column.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    return Arrays.stream(spaced.toLowerCase(Locale.ROOT).split("[^a-z]+"))
        .collect(Collectors.toSet());
  }
}

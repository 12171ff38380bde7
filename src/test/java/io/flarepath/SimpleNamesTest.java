package io.flarepath;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A type's simple name says which one it is. */
class SimpleNamesTest {

  @Test
  void noTwoTypesHaveOneSimpleName() {
    Map<String, List<String>> byName =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.flarepath")
                .stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(
                    Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName).containsKeys("FlareJob", "Publishing", "Main");
    assertThat(byName.values().stream().filter(types -> types.size() > 1)).isEmpty();
  }
}

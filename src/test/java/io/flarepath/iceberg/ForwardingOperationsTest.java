package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.TableOperations;
import org.junit.jupiter.api.Test;

class ForwardingOperationsTest {

  /** A method that Iceberg gets with a new version, with a default, is noticed here. */
  @Test
  void everyMethodOfTheTablesOwnIsCalled() throws ReflectiveOperationException {
    List<String> called = new ArrayList<>();
    ForwardingOperations forwarding = new ForwardingOperations(recording(called)) {};
    List<Method> methods =
        Arrays.stream(TableOperations.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    assertThat(methods).hasSizeGreaterThan(8);
    for (Method method : methods) {
      called.clear();
      Object unused = method.invoke(forwarding, new Object[method.getParameterCount()]);
      assertThat(called).containsExactly(method.getName());
    }
  }

  private static TableOperations recording(List<String> called) {
    return (TableOperations)
        Proxy.newProxyInstance(
            TableOperations.class.getClassLoader(),
            new Class<?>[] {TableOperations.class},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              return switch (method.getName()) {
                case "newSnapshotId" -> 1L;
                case "requireStrictCleanup" -> true;
                default -> null;
              };
            });
  }
}

package io.flarepath.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The signals by which a process is asked to end. Java's interface to them is {@code
 * sun.misc.Signal}, which is supported and exported, but which javac warns of; so it is used
 * without being named.
 */
final class Signals {

  private Signals() {}

  /**
   * Hands the number of each Ctrl-C, {@code kill} and closed terminal to a listener, instead of
   * ending the process. A signal that the process was started to ignore stays ignored; where there
   * is no such signal, or somebody else has it, nothing happens.
   */
  static void listen(IntConsumer listener) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        listen(name, listener);
      } catch (InvocationTargetException | IllegalArgumentException notHere) {
        // The process ends by it as it would have without us.
      } catch (ReflectiveOperationException e) {
        return; // A Java without signals.
      }
    }
  }

  private static void listen(String name, IntConsumer listener)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object instance = signal.getConstructor(String.class).newInstance(name);
    int number = (Integer) signal.getMethod("getNumber").invoke(instance);
    InvocationHandler takes =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                listener.accept(number);
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> name;
            };
    Object proxy =
        Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, takes);
    signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
  }
}

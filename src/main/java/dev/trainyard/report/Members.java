package dev.trainyard.report;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lets a template call what is visible in this package only; Pebble itself sees public types. */
final class Members implements AttributeResolver {

  @Override
  public @Nullable ResolvedAttribute resolve(
      @Nullable Object instance,
      @Nullable Object name,
      Object @Nullable [] arguments,
      @Nullable ArgumentsNode node,
      EvaluationContextImpl context,
      String template,
      int line) {
    if (instance == null || !isOfThisPackage(instance)) {
      return null;
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    return Arrays.stream(instance.getClass().getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == given.length)
        .findFirst()
        .map(method -> new ResolvedAttribute(call(method, instance, given)))
        .orElse(null);
  }

  private static boolean isOfThisPackage(Object instance) {
    return instance.getClass().getPackageName().equals(Members.class.getPackageName());
  }

  private static @Nullable Object call(Method method, Object instance, Object[] arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(instance, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(method + " failed", e.getCause());
    }
  }
}

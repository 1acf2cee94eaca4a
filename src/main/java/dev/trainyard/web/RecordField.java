package dev.trainyard.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record's JSON.
 *
 * @param name as in JSON
 * @param annotations of its component
 * @param required whether it is always there
 * @param nullable whether it may be null
 */
record RecordField(
    String name, Type type, List<Annotation> annotations, boolean required, boolean nullable) {

  /** All fields of a record, those of unwrapped records in their place. */
  static List<RecordField> of(Class<?> type, SchemaUse use) {
    List<RecordField> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
        continue;
      }
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        fields.addAll(of(component.getType(), use));
      } else {
        fields.add(use == SchemaUse.ANSWER ? written(component) : read(component, use));
      }
    }
    if (use == SchemaUse.ANSWER) {
      Stream.of(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(JsonProperty.class))
          .filter(method -> fields.stream().noneMatch(field -> field.name.equals(name(method))))
          .forEach(method -> fields.add(computed(method)));
    }
    return fields;
  }

  private static RecordField written(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean omitted =
        nullable
            && (leavesNullOut(component.getAccessor())
                || leavesNullOut(component.getDeclaringRecord()));
    return new RecordField(
        name(component.getAccessor()),
        component.getGenericType(),
        List.of(component.getAccessor().getAnnotations()),
        !omitted,
        nullable && !omitted);
  }

  /** What a creator fills in may be missing or null. */
  private static RecordField read(RecordComponent component, SchemaUse use) {
    boolean nullable =
        parameter(component)
            .map(Parameter::getAnnotatedType)
            .orElse(component.getAnnotatedType())
            .isAnnotationPresent(Nullable.class);
    return new RecordField(
        name(component.getAccessor()),
        component.getGenericType(),
        List.of(component.getAccessor().getAnnotations()),
        !nullable && use != SchemaUse.PART,
        nullable);
  }

  private static RecordField computed(Method method) {
    return new RecordField(
        name(method), method.getGenericReturnType(), List.of(method.getAnnotations()), true, false);
  }

  private static Optional<Parameter> parameter(RecordComponent component) {
    return Stream.<Executable>of(component.getDeclaringRecord().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonCreator.class))
        .flatMap(creator -> Stream.of(creator.getParameters()))
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .findFirst();
  }

  private static boolean leavesNullOut(AnnotatedElement element) {
    JsonInclude include = element.getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static String name(Method accessor) {
    JsonProperty property = accessor.getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? accessor.getName() : property.value();
  }
}

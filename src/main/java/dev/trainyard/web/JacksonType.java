package dev.trainyard.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Jackson's annotations say of a type. */
record JacksonType(Class<?> type) {

  /** A word for the type, unique within the document. */
  String name() {
    return said().map(Schema::name).filter(name -> !name.isEmpty()).orElse(type.getSimpleName());
  }

  /** What it is, for users; empty where nothing is said. */
  String description() {
    String said = said().map(Schema::description).orElse("");
    WrittenAs written = type.getAnnotation(WrittenAs.class);
    return said.isEmpty() && written != null ? written.value() : said;
  }

  private Optional<Schema> said() {
    return Optional.ofNullable(type.getAnnotation(Schema.class));
  }

  /** Whether its members are told apart by a constant in a field. */
  boolean isUnion() {
    return type.isAnnotationPresent(JsonSubTypes.class);
  }

  /** The field that tells this union's members apart. */
  String discriminator() {
    return type.getAnnotation(JsonTypeInfo.class).property();
  }

  /** The members of this union. */
  List<JacksonType> members() {
    return Stream.of(type.getAnnotation(JsonSubTypes.class).value())
        .map(member -> new JacksonType(member.value()))
        .toList();
  }

  /** The unions that it is a member of. */
  List<JacksonType> unions() {
    return Stream.of(type.getInterfaces())
        .map(JacksonType::new)
        .filter(JacksonType::isUnion)
        .toList();
  }

  /** The constant that tells this member of a union. */
  String constant() {
    return type.getAnnotation(JsonTypeName.class).value();
  }

  /** The types that it is read from as a whole, where there are several; else none. */
  List<Type> forms() {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonCreator.class))
        .filter(
            method -> method.getAnnotation(JsonCreator.class).mode() == JsonCreator.Mode.DELEGATING)
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> method.getGenericParameterTypes()[0])
        .toList();
  }

  /** What it is written as, if that is not a scalar. */
  Optional<Type> value() {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> !type.isEnum() && method.isAnnotationPresent(JsonValue.class))
        .map(Method::getGenericReturnType)
        .findFirst();
  }
}

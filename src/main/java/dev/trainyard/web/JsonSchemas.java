package dev.trainyard.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Describes records and unions of records as the service reads and writes them, which Swagger's own
 * resolver cannot: it knows neither JSpecify nor creators that fill in defaults. What they are made
 * of in the end, and constraints, are left to that resolver.
 */
@Component
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library has it
final class JsonSchemas extends ModelResolver {
  private static final Annotation[] NO_ANNOTATIONS = {};

  JsonSchemas() {
    super(Json31.mapper());
    openapi31(true);
  }

  @Override
  public io.swagger.v3.oas.models.media.@Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    Class<?> raw = typeOf(type.getType()).getRawClass();
    if (raw.isRecord()
        || raw.isAnnotationPresent(JsonSubTypes.class)
        || JsonNode.class.isAssignableFrom(raw)) {
      return new RecordSchemas(this, context)
          .schema(type.getType(), NO_ANNOTATIONS, SchemaUse.ANSWER);
    }
    return others.hasNext() ? others.next().resolve(type, context, others) : null;
  }

  JavaType typeOf(Type type) {
    return _mapper.constructType(type);
  }

  /** The schema of a text, a number, a time, a value of an enum. */
  io.swagger.v3.oas.models.media.Schema<?> scalar(
      JavaType type, Annotation[] annotations, ModelConverterContext context) {
    AnnotatedType annotated =
        new AnnotatedType(type).ctxAnnotations(annotations).skipSchemaName(true);
    io.swagger.v3.oas.models.media.Schema<Object> schema =
        super.resolve(annotated, context, Collections.emptyIterator());
    Set<String> types = schema.getTypes();
    Schema said = said(annotations);
    if (said != null && !said.description().isEmpty()) {
      schema.setDescription(said.description());
    }
    if (said != null && !said.example().isEmpty() && types.contains("string")) {
      schema.setExample(said.example());
    }
    if (schema.getDefault() instanceof String text && types.contains("number")) {
      schema.setDefault(new BigDecimal(text));
    }
    return schema;
  }

  /** Adds what annotations say to the schema of something that is not a scalar. */
  <T> io.swagger.v3.oas.models.media.Schema<T> decorated(
      io.swagger.v3.oas.models.media.Schema<T> schema, Annotation[] annotations) {
    applyBeanValidatorAnnotations(schema, annotations, null, false);
    Schema said = said(annotations);
    if (said != null) {
      if (!said.description().isEmpty()) {
        schema.setDescription(said.description());
      }
      if (!said.example().isEmpty()) {
        schema.setExample(resolveExample(null, annotations, said));
      }
    }
    return schema;
  }

  /** What the annotation {@link Schema} says, if there is one. */
  static @Nullable Schema said(Annotation[] annotations) {
    return (Schema)
        Stream.of(annotations).filter(Schema.class::isInstance).findFirst().orElse(null);
  }
}

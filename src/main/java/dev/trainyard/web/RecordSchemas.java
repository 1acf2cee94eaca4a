package dev.trainyard.web;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Describes types by what they consist of. Each record and each union becomes a component, one for
 * each use that differs.
 *
 * @param scalars describes what consists of nothing more
 * @param context where components are defined
 */
record RecordSchemas(JsonSchemas scalars, ModelConverterContext context) {
  private static final Annotation[] NONE = {};

  /**
   * The schema of a type at one place.
   *
   * @param annotations of the place
   */
  Schema<?> schema(Type type, Annotation[] annotations, SchemaUse use) {
    JavaType java = scalars.typeOf(type);
    Class<?> raw = java.getRawClass();
    JacksonType jackson = new JacksonType(raw);
    if (jackson.value().isPresent() && jackson.forms().isEmpty()) {
      return schema(jackson.value().get(), annotations, use);
    }
    Schema<?> structure;
    if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
      structure = tree(annotations);
    } else if (java.isCollectionLikeType()) {
      structure = list(java, use);
    } else if (java.isMapLikeType()) {
      structure = new JsonSchema().typesItem("object");
      structure.setAdditionalProperties(schema(java.getContentType(), NONE, use));
    } else if (jackson.forms().stream().anyMatch(ParameterizedType.class::isInstance)) {
      // A list or something else: generated clients make no class of that which compiles.
      structure = tree(annotations);
    } else if (!jackson.forms().isEmpty()) {
      structure = define(use.named(jackson.name()), jackson, one -> addForms(one, jackson, use));
    } else if (jackson.isUnion()) {
      structure = union(jackson, use);
    } else if (raw.isRecord()) {
      structure = object(jackson, use);
    } else {
      return scalars.scalar(java, annotations, context);
    }
    return scalars.decorated(structure, annotations);
  }

  /** Any JSON; where an implementation is named, any part of that type's. */
  private Schema<?> tree(Annotation[] annotations) {
    var said = JsonSchemas.said(annotations);
    return said == null || said.implementation() == Void.class
        ? new JsonSchema()
        : schema(said.implementation(), NONE, SchemaUse.PART);
  }

  private Schema<?> list(JavaType type, SchemaUse use) {
    Schema<?> list = new JsonSchema().typesItem("array");
    list.setItems(schema(type.getContentType(), NONE, use));
    if (Set.class.isAssignableFrom(type.getRawClass())) {
      list.setUniqueItems(true);
    }
    return list;
  }

  private void addForms(Schema<?> either, JacksonType type, SchemaUse use) {
    type.forms().forEach(form -> either.addOneOfItem(schema(form, NONE, use)));
  }

  /**
   * In a part, a member may also come without its constant: then it changes what there is. No JSON
   * is both, but a generated client that passes over unknown fields takes the first that fits, in
   * the order of their names.
   */
  private Schema<?> union(JacksonType type, SchemaUse use) {
    String name = use.named(type.name());
    if (use != SchemaUse.PART) {
      return define(name, type, union -> addMembers(union, type, use));
    }
    return define(
        name,
        type,
        either -> {
          either.addAnyOfItem(
              define(type.name() + "ByType", type, union -> addMembers(union, type, use)));
          either.addAnyOfItem(
              define(type.name() + "WithoutType", type, any -> addFieldsOfAll(any, type)));
        });
  }

  private void addMembers(Schema<?> union, JacksonType type, SchemaUse use) {
    Discriminator discriminator = new Discriminator().propertyName(type.discriminator());
    for (JacksonType member : type.members()) {
      Schema<?> reference = object(member, use);
      union.addOneOfItem(reference);
      discriminator.mapping(member.constant(), reference.get$ref());
    }
    union.setDiscriminator(discriminator);
  }

  private void addFieldsOfAll(Schema<?> object, JacksonType union) {
    object.addType("object");
    union.members().forEach(member -> addFields(object, member, SchemaUse.PART));
    object.setAdditionalProperties(false);
  }

  private Schema<?> object(JacksonType type, SchemaUse outside) {
    SchemaUse use = outside.within(type.name());
    return define(
        use.named(type.name()),
        type,
        object -> {
          object.addType("object");
          type.unions().forEach(union -> addConstant(object, union, type));
          addFields(object, type, use);
          if (use != SchemaUse.ANSWER) {
            object.setAdditionalProperties(false);
          }
        });
  }

  private static void addConstant(Schema<?> object, JacksonType union, JacksonType member) {
    Schema<?> constant = new JsonSchema().typesItem("string");
    constant.setConst(member.constant());
    object.addProperty(union.discriminator(), constant);
    object.addRequiredItem(union.discriminator());
  }

  private void addFields(Schema<?> object, JacksonType type, SchemaUse use) {
    for (RecordField field : RecordField.of(type.type(), use)) {
      Schema<?> schema = schema(field.type(), field.annotations().toArray(NONE), use);
      object.addProperty(field.name(), field.nullable() ? orNull(schema) : schema);
      if (field.required()) {
        object.addRequiredItem(field.name());
      }
    }
  }

  @SuppressWarnings("unchecked") // as the library has it
  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() != null) {
      Schema<?> either = new JsonSchema().description(schema.getDescription());
      either.addOneOfItem(schema.description(null));
      either.addOneOfItem(new JsonSchema().typesItem("null"));
      return either;
    }
    if (schema.getTypes() == null) {
      return schema; // Anything, null included.
    }
    if (schema.getEnum() != null) {
      ((Schema<Object>) schema).addEnumItemObject(null);
    }
    schema.addType("null");
    return schema;
  }

  /** A reference to the component of this name, which is made when it is asked for first. */
  private Schema<?> define(String name, JacksonType type, Consumer<Schema<?>> content) {
    if (!context.getDefinedModels().containsKey(name)) {
      Schema<?> component = new JsonSchema();
      component.setName(name);
      if (!type.description().isEmpty()) {
        component.setDescription(type.description());
      }
      context.defineModel(name, component);
      content.accept(component);
    }
    return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
  }
}

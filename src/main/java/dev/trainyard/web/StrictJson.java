package dev.trainyard.web;

import dev.trainyard.settings.Limits;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** How bodies are read: what is not exactly what a field asks for is refused, never guessed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Limits.class)
public class StrictJson {

  /** The place of all converters but those that other packages add. */
  public static final int CONVERTERS = 1;

  /** What is stored is read so as well, and is never as deep as the lowest that can be set. */
  @Bean
  JsonFactoryBuilderCustomizer boundedDepth(Limits limits) {
    return factory ->
        factory.streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(limits.jsonDepth()).build());
  }

  @Bean
  JsonMapperBuilderCustomizer refuseGuesses() {
    return builder ->
        builder
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(
                new SimpleModule()
                    .addDeserializer(double.class, new FiniteNumber(double.class))
                    .addDeserializer(Double.class, new FiniteNumber(Double.class)))
            .withCoercionConfigDefaults(StrictJson::takeNoBlankForNothing)
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  /** Jackson takes a text of blanks, and U+0000 for one, for a number that was left out. */
  private static void takeNoBlankForNothing(MutableCoercionConfig config) {
    config
        .setAcceptBlankAsEmpty(false)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
  }

  @Bean
  RequestBinder requestBinder(JsonMapper mapper, Validator validator) {
    return new RequestBinder(mapper, validator);
  }

  /**
   * All converters that there are. Spring adds one for each format whose library it finds, which
   * would let a body in that nothing checks. Comes after Boot's own customizer, which has the order
   * 0; a package that reads bodies of its own puts its converter before these.
   */
  @Bean
  @Order(CONVERTERS)
  ServerHttpMessageConvertersCustomizer noFormatButJson(
      RequestBinder binder, JsonMapper mapper, Limits limits) {
    return converters ->
        converters.configureMessageConvertersList(
            list -> {
              list.clear();
              list.add(new ByteArrayHttpMessageConverter());
              list.add(new StringHttpMessageConverter(StandardCharsets.UTF_8));
              list.add(new ResourceHttpMessageConverter());
              list.add(new StrictBodyConverter(mapper, binder, limits));
            });
  }
}

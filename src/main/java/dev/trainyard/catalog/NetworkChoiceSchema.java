package dev.trainyard.catalog;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;

/** Says in OpenAPI what {@link NetworkChoice} reads: the name of a preset, or layers. */
@Configuration(proxyBeanMethods = false)
class NetworkChoiceSchema {
  static {
    Schema<Object> choice = new Schema<>();
    choice.description("The name of a preset, or a network of your own").example("baseline");
    choice.addOneOfItem(new StringSchema()._enum(Presets.names()));
    choice.addOneOfItem(new Schema<>().$ref("#/components/schemas/NetworkSpec"));
    SpringDocUtils.getConfig().replaceWithSchema(NetworkChoice.class, choice);
  }
}

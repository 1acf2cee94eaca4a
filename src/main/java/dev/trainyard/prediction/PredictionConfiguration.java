package dev.trainyard.prediction;

import dev.trainyard.settings.Limits;
import dev.trainyard.web.RequestBinder;
import dev.trainyard.web.StrictJson;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** How bodies with images come in. */
@Configuration(proxyBeanMethods = false)
class PredictionConfiguration {

  /** Before the converter of JSON, which takes any type for its own. */
  @Bean
  @Order(StrictJson.CONVERTERS + 1)
  ServerHttpMessageConvertersCustomizer imageBodies(RequestBinder binder, Limits limits) {
    return converters ->
        converters.configureMessageConvertersList(
            list -> list.addFirst(new ImageBodyConverter(binder, limits)));
  }
}

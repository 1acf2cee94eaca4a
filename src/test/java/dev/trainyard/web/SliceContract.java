package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.ApiContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.configuration.SpringDocSpecPropertiesConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Holds every call of a test of some controllers to the OpenAPI document of those. */
@TestConfiguration(proxyBeanMethods = false)
@Import({JsonSchemas.class, OpenApiConfiguration.class, OpenApiProblems.class})
@ImportAutoConfiguration({
  SpringDocConfiguration.class,
  SpringDocConfigProperties.class,
  SpringDocSpecPropertiesConfiguration.class,
  SpringDocWebMvcConfiguration.class,
  MultipleOpenApiSupportConfiguration.class
})
@NullUnmarked
public class SliceContract {
  @Bean
  MockMvcBuilderCustomizer heldToContract(WebApplicationContext context) {
    Supplier<ApiContract> contract = SingletonSupplier.of(() -> contract(context));
    return builder ->
        builder.alwaysDo(
            result -> {
              if (!result.getRequest().isAsyncStarted()) {
                contract.get().check(exchange(result));
              }
            });
  }

  private static ApiContract contract(WebApplicationContext context) {
    try {
      MockHttpServletResponse document =
          MockMvcBuilders.webAppContextSetup(context)
              .build()
              .perform(MockMvcRequestBuilders.get("/v3/api-docs"))
              .andReturn()
              .getResponse();
      assertThat(document.getStatus()).as(document.getContentAsString()).isEqualTo(200);
      return new ApiContract(new JsonMapper().readTree(document.getContentAsByteArray()));
    } catch (Exception e) {
      throw new AssertionError("no OpenAPI document", e);
    }
  }

  private static ApiContract.Exchange exchange(MvcResult result) {
    MockHttpServletRequest request = result.getRequest();
    MockHttpServletResponse answer = result.getResponse();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String query = request.getQueryString();
    byte[] body = request.getContentAsByteArray();
    return new ApiContract.Exchange(
        request.getMethod(),
        URI.create(path + (query == null ? "" : "?" + query)),
        body == null ? "" : new String(body, StandardCharsets.UTF_8),
        answer.getStatus(),
        answer.getContentType() == null ? null : MediaType.valueOf(answer.getContentType()),
        answer.getContentAsByteArray());
  }
}

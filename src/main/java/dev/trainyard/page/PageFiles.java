package dev.trainyard.page;

import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the page's own files and the libraries that it uses. A browser keeps them, and asks each
 * time whether they are still the same: an upgrade is seen at once, a reload transfers nothing.
 * Before Spring Boot's own order, which then leaves these paths alone.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageFiles implements WebMvcConfigurer {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    kept(registry.addResourceHandler("/**").addResourceLocations("classpath:/static/"));
    kept(
        registry
            .addResourceHandler("/webjars/**")
            .addResourceLocations("classpath:/META-INF/resources/webjars/"));
  }

  /**
   * Not by the way of a forward, after which no filter adds a header to an answer without a body.
   */
  @Bean
  RouterFunction<ServerResponse> welcome() {
    Resource page = new ClassPathResource("static/index.html");
    return RouterFunctions.route(
        methods(HttpMethod.GET, HttpMethod.HEAD).and(path("/")),
        request -> {
          String etag = etag(page);
          return request
              .checkNotModified(etag)
              .orElseGet(
                  () ->
                      ServerResponse.ok()
                          .contentType(HTML)
                          .cacheControl(CacheControl.noCache())
                          .eTag(etag)
                          .body(page));
        });
  }

  /** The time of a file in a jar may be the same in every release, so what is in it counts. */
  private static void kept(ResourceHandlerRegistration files) {
    files
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(PageFiles::etag)
        .resourceChain(true);
  }

  /** A weak one: what is compressed on its way has other bytes. */
  private static String etag(Resource file) {
    try (InputStream bytes = file.getInputStream()) {
      return "W/\"%s\"".formatted(DigestUtils.md5DigestAsHex(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.trainyard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the page's own files and the libraries that it uses. A browser keeps them, and asks each
 * time whether they are still the same: an upgrade is seen at once, a reload transfers nothing.
 * Before Spring Boot's own order, which then leaves these paths alone.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageFiles implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    kept(registry.addResourceHandler("/**").addResourceLocations("classpath:/static/"));
    kept(
        registry
            .addResourceHandler("/webjars/**")
            .addResourceLocations("classpath:/META-INF/resources/webjars/"));
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

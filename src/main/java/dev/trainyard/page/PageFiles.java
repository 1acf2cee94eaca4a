package dev.trainyard.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.AbstractController;

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

  @Bean
  SimpleUrlHandlerMapping welcome() {
    return new SimpleUrlHandlerMapping(Map.of("/", new Welcome()), Ordered.HIGHEST_PRECEDENCE);
  }

  /**
   * Answers {@code /}. Not by the way of a forward, after which no filter adds a header to an
   * answer without a body, nor by a router function, which fails where a body may be of any type.
   */
  private static final class Welcome extends AbstractController {
    private static final Resource PAGE = new ClassPathResource("static/index.html");

    Welcome() {
      super(false);
      setSupportedMethods("GET", "HEAD");
      setCacheControl(CacheControl.noCache());
    }

    @Override
    protected @Nullable ModelAndView handleRequestInternal(
        HttpServletRequest request, HttpServletResponse response) throws IOException {
      if (!new ServletWebRequest(request, response).checkNotModified(etag(PAGE))) {
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(PAGE.getContentAsByteArray());
      }
      return null;
    }
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

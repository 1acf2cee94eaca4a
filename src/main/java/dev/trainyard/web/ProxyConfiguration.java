package dev.trainyard.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.UrlHandlerFilter;

/** How a request is seen before anything else looks at it: as the client sent it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
class ProxyConfiguration {

  /** Before all filters: what they see of host, scheme and path is what the client knows. */
  @Bean
  FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaders(ProxySettings settings) {
    var registration = new FilterRegistrationBean<ForwardedHeaderFilter>(new OfProxies(settings));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** A slash at the end of a path changes nothing. */
  @Bean
  FilterRegistrationBean<UrlHandlerFilter> slashesAtTheEnd() {
    var registration =
        new FilterRegistrationBean<>(
            UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }

  /**
   * Believes the headers {@code Forwarded} and {@code X-Forwarded-*} of proxies that are trusted,
   * and takes them out of every other request: anyone can write them.
   */
  private static final class OfProxies extends ForwardedHeaderFilter {
    private final ProxySettings settings;
    private final ForwardedHeaderFilter remover = new ForwardedHeaderFilter();

    OfProxies(ProxySettings settings) {
      this.settings = settings;
      remover.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (settings.trust(request.getRemoteAddr())) {
        super.doFilterInternal(request, response, chain);
      } else {
        remover.doFilter(request, response, chain);
      }
    }
  }
}

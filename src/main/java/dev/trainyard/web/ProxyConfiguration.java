package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * How a request is seen before anything else looks at it: as the client sent it; and what goes with
 * every answer.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
class ProxyConfiguration {

  /** Around everything that is answered, refusals among them. */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> headersOfAnswers() {
    var registration =
        new FilterRegistrationBean<>(new HeaderWriterFilter(List.of(new ProtectiveHeaders())));
    registration.setOrder(FilterOrder.HEADERS);
    return registration;
  }

  /** Before the others: what they see of host, scheme and path is what the client knows. */
  @Bean
  FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaders(
      ProxySettings settings,
      @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    var registration =
        new FilterRegistrationBean<ForwardedHeaderFilter>(new OfProxies(settings, problems));
    registration.setOrder(FilterOrder.FORWARDED);
    return registration;
  }

  /** A slash at the end of a path changes nothing. */
  @Bean
  FilterRegistrationBean<UrlHandlerFilter> slashesAtTheEnd() {
    var registration =
        new FilterRegistrationBean<>(
            UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
    registration.setOrder(FilterOrder.SLASHES);
    return registration;
  }

  /** Whoever writes {@code /experiments/1;name=value} must not be answered as if it said less. */
  @Bean
  FilterRegistrationBean<OncePerRequestFilter> semicolons(
      @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    var registration = new FilterRegistrationBean<OncePerRequestFilter>(new NoSemicolon(problems));
    registration.setOrder(FilterOrder.SEMICOLONS);
    return registration;
  }

  /** Refuses parameters within a path: nothing here reads them. */
  private static final class NoSemicolon extends OncePerRequestFilter {
    private final HandlerExceptionResolver problems;

    NoSemicolon(HandlerExceptionResolver problems) {
      this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (request.getRequestURI().indexOf(';') < 0) {
        chain.doFilter(request, response);
      } else {
        problems.resolveException(
            request, response, null, Refusal.invalid("path", "must not have a semicolon"));
      }
    }
  }

  /**
   * Believes the headers {@code Forwarded} and {@code X-Forwarded-*} of proxies that are trusted,
   * and takes them out of every other request: anyone can write them.
   */
  private static final class OfProxies extends ForwardedHeaderFilter {
    private final ProxySettings settings;
    private final HandlerExceptionResolver problems;
    private final ForwardedHeaderFilter remover = new ForwardedHeaderFilter();

    OfProxies(ProxySettings settings, HandlerExceptionResolver problems) {
      this.settings = settings;
      this.problems = problems;
      remover.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (!settings.trust(request.getRemoteAddr())) {
        remover.doFilter(request, response, chain);
        return;
      }
      try {
        ForwardedHeaders.check(request);
      } catch (Refusal refusal) {
        problems.resolveException(request, response, null, refusal);
        return;
      }
      super.doFilterInternal(request, response, chain);
    }
  }
}

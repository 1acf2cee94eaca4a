package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses query parameters that nobody reads: a misspelt {@code dryRun} would queue what was only
 * to be estimated.
 */
@Configuration(proxyBeanMethods = false)
class QueryParameters implements WebMvcConfigurer, HandlerInterceptor {
  private static final String OURS = "dev.trainyard.";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal INVALID naming the first parameter that is not known, and those that are
   */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)
        && request.getQueryString() != null) {
      List<String> known = known(method);
      UriComponentsBuilder.newInstance()
          .query(request.getQueryString())
          .build()
          .getQueryParams()
          .keySet()
          .stream()
          .filter(name -> !known.contains(name))
          .findFirst()
          .ifPresent(name -> refuse(name, known));
    }
    return true;
  }

  private static List<String> known(HandlerMethod method) {
    return Stream.of(method.getMethod().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
        .map(Parameter::getName)
        .sorted()
        .toList();
  }

  private static void refuse(String name, List<String> known) {
    throw Refusal.invalid(
        name,
        known.isEmpty()
            ? "is not known here; there are no query parameters"
            : "is not known here; known are [%s]".formatted(String.join(", ", known)));
  }
}

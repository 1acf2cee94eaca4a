package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses query parameters that nobody reads, that have no name, no value or come twice: with
 * {@code ?dryrun=true} or {@code ?dryRun} what was only to be estimated would be queued.
 */
@Configuration(proxyBeanMethods = false)
class QueryParameters implements WebMvcConfigurer, HandlerInterceptor {
  private static final String OURS = "dev.trainyard.";

  /** What Spring reads over. */
  private static final Pattern NAMELESS = Pattern.compile("(^|&)=");

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal INVALID naming the first parameter that is not known with those that are, or
   *     that has no name, or not one value
   */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String query = request.getQueryString();
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)
        && query != null) {
      List<String> known = known(method);
      if (NAMELESS.matcher(query).find()) {
        throw Refusal.invalid("query", "has a value without a name");
      }
      UriComponentsBuilder.newInstance()
          .query(query)
          .build()
          .getQueryParams()
          .forEach(
              (name, values) -> {
                requireKnown(name, known);
                requireOne(name, values);
              });
    }
    return true;
  }

  private static void requireOne(String name, List<String> values) {
    if (values.size() > 1) {
      throw Refusal.invalid(name, "comes %d times".formatted(values.size()));
    }
    String value = values.getFirst();
    if (value == null || value.isEmpty()) {
      throw Refusal.invalid(name, "has no value; leave it out or give it one");
    }
  }

  private static List<String> known(HandlerMethod method) {
    return Stream.of(method.getMethod().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
        .map(QueryParameters::name)
        .sorted()
        .toList();
  }

  private static String name(Parameter parameter) {
    String given = parameter.getAnnotation(RequestParam.class).name();
    return given.isEmpty() ? parameter.getName() : given;
  }

  private static void requireKnown(String name, List<String> known) {
    if (!known.contains(name)) {
      throw Refusal.invalid(
          name,
          known.isEmpty()
              ? "is not known here; there are no query parameters"
              : "is not known here; known are [%s]".formatted(String.join(", ", known)));
    }
  }
}

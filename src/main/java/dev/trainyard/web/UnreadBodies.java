package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a body that nobody reads: whoever sends {@code {"epochs":60}} to resume a study would be
 * told that all is well. It also keeps the container from reading parameters out of a form.
 */
@Configuration(proxyBeanMethods = false)
class UnreadBodies implements WebMvcConfigurer, HandlerInterceptor {
  /** What clients send that always send something. */
  private static final Set<String> NOTHING = Set.of("", "{}");

  private static final int LONGEST_NOTHING = 16;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal INVALID if it has a body that its handler does not read
   * @throws HttpMediaTypeNotSupportedException if it does not say what its body is
   */
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException, HttpMediaTypeNotSupportedException {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    if (readsABody(method)) {
      requireConcreteType(request.getContentType());
    } else {
      byte[] start = request.getInputStream().readNBytes(LONGEST_NOTHING);
      if (!NOTHING.contains(new String(start, StandardCharsets.UTF_8).strip())) {
        throw Refusal.invalid(WrongField.BODY, "is not read here; send the request without one");
      }
    }
    return true;
  }

  /** Spring takes a body of any type for a fault of its own. */
  private static void requireConcreteType(@Nullable String type)
      throws HttpMediaTypeNotSupportedException {
    if (type != null && type.contains("*")) {
      throw new HttpMediaTypeNotSupportedException(
          "it may be anything", List.of(MediaType.APPLICATION_JSON));
    }
  }

  private static boolean readsABody(HandlerMethod method) {
    return Stream.of(method.getMethod().getParameters())
        .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
  }
}

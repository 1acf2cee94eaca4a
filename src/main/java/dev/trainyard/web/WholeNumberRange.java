package dev.trainyard.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The whole numbers that a place of a request may hold. What is too large for the type never
 * reaches the validation, which would have told them.
 *
 * @param least the smallest
 * @param most the largest
 */
record WholeNumberRange(long least, long most) {

  /**
   * What the type can hold and the constraints allow. What is numbered in a path is so from 1.
   *
   * @param type of whole numbers, primitive or boxed
   * @param place the parameter or the accessor that has the constraints; null for none
   */
  static WholeNumberRange of(Class<?> type, @Nullable AnnotatedElement place) {
    boolean small = type == int.class || type == Integer.class;
    long least = small ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long most = small ? Integer.MAX_VALUE : Long.MAX_VALUE;
    if (place == null) {
      return new WholeNumberRange(least, most);
    }
    Min min = place.getAnnotation(Min.class);
    Max max = place.getAnnotation(Max.class);
    if (min != null) {
      least = min.value();
    } else if (place.isAnnotationPresent(Positive.class)
        || place.isAnnotationPresent(PathVariable.class)) {
      least = 1;
    }
    return new WholeNumberRange(least, max == null ? most : max.value());
  }
}

package dev.trainyard.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a type is written in JSON, where that is not plain from the type; reads on after "be". */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WrittenAs {

  /** Such as {@code a number or a name}. */
  String value();
}

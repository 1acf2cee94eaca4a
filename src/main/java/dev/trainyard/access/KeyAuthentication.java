package dev.trainyard.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Who sends a request: the key in its header {@code Authorization: Bearer}, or anyone at all as
 * long as no key is needed. An authentication that succeeded has the key's name and no secret.
 */
final class KeyAuthentication implements AuthenticationConverter, AuthenticationManager {
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+) *");
  private static final Pattern OTHER_SCHEME = Pattern.compile("(?!(?i:bearer)\\b)\\S+ .*");
  private static final String ANYONE = "anyone";
  private static final String SENT = "sent";

  private final Keys keys;
  private final LastUses uses;

  KeyAuthentication(Keys keys, LastUses uses) {
    this.keys = keys;
    this.uses = uses;
  }

  /**
   * What a request says of its sender; null for nothing.
   *
   * @throws BadCredentialsException if it says something that cannot be a key
   */
  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    if (!keys.areNeeded()) {
      return new PreAuthenticatedAuthenticationToken(ANYONE, "");
    }
    List<String> sent = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (sent.isEmpty()) {
      return null;
    }
    Matcher bearer = BEARER.matcher(sent.getFirst());
    if (sent.size() == 1 && bearer.matches()) {
      return new PreAuthenticatedAuthenticationToken(SENT, bearer.group(1));
    }
    if (sent.size() == 1 && OTHER_SCHEME.matcher(sent.getFirst()).matches()) {
      return null;
    }
    throw new BadCredentialsException("the header Authorization must be one \"Bearer ty_...\"");
  }

  /**
   * Whose key it is.
   *
   * @throws BadCredentialsException if there is no such key
   */
  @Override
  public Authentication authenticate(Authentication sent) {
    if (ANYONE.equals(sent.getPrincipal())) {
      return allowed(ANYONE, Role.WRITE);
    }
    Key key =
        keys.find(String.valueOf(sent.getCredentials()))
            .orElseThrow(
                () -> new BadCredentialsException("this key is not known, or it was revoked"));
    uses.note(key.name());
    return allowed(key.name(), key.role());
  }

  private static Authentication allowed(String name, Role role) {
    String[] roles =
        role == Role.WRITE
            ? new String[] {Role.READ.toString(), Role.WRITE.toString()}
            : new String[] {Role.READ.toString()};
    return new PreAuthenticatedAuthenticationToken(
        name, "", AuthorityUtils.createAuthorityList(roles));
  }
}

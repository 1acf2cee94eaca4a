package dev.trainyard.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may say how a request looked before it was passed on.
 *
 * @param trustedProxies addresses, or networks as in {@code 10.0.0.0/8}; none by default
 */
@ConfigurationProperties("trainyard")
public record ProxySettings(@DefaultValue List<String> trustedProxies) {

  /** Refuses what is neither. */
  public ProxySettings {
    trustedProxies.forEach(ProxySettings::network);
  }

  /** Whether a connection from this address comes from one of the proxies. */
  boolean trust(String address) {
    try {
      InetAddress from = InetAddress.getByName(address);
      return trustedProxies.stream().map(ProxySettings::network).anyMatch(net -> net.matches(from));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static NetMask network(String text) {
    try {
      return new NetMask(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "TRAINYARD_TRUSTED_PROXIES (trainyard.trusted-proxies) must be addresses such as 127.0.0.1 or networks such as 10.0.0.0/8, not "
              + text);
    }
  }
}

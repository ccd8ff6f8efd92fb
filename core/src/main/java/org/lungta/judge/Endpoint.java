package org.lungta.judge;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that speaks the chat completions protocol.
 *
 * @param base the address up to and without {@code /chat/completions}
 * @param key sent as a bearer token; never over plain HTTP to another machine
 * @param timeout of one request, answer included
 * @param attempts how often a request that failed for no fault of its own is sent, the first time included
 */
public record Endpoint(URI base, String model, Optional<Secret> key, Duration timeout, int attempts) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(120);
    private static final int USUAL_ATTEMPTS = 6;

    public Endpoint {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        require(web && base.getHost() != null, "%s is no http or https address of a judge", base);
        require(base.getUserInfo() == null, "the judge's address holds a user or a password: use the key instead");
        require(attempts > 0, "%d attempts: a request is sent at least once", attempts);
        require(
                key.isEmpty() || "https".equals(base.getScheme()) || isHere(base.getHost()),
                "the key would be sent to %s for everybody to read: use https",
                base.getHost());
    }

    public Endpoint(URI base, String model, Optional<Secret> key) {
        this(base, model, key, USUAL_TIMEOUT, USUAL_ATTEMPTS);
    }

    URI completions() {
        String path = base.toString();
        return URI.create((path.endsWith("/") ? path : path + "/") + "chat/completions");
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw refuse("the judge's host %s is not known", host);
        }
    }
}

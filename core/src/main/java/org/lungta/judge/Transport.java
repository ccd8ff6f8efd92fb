package org.lungta.judge;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.lungta.check.Stop;

/**
 * Sends a request until it is answered: over HTTP/1.1, which every server understands, without following a redirection, which would
 * carry the key elsewhere. A busy or broken server is asked again after twice the time, spread at random, and never sooner than it
 * says in Retry-After.
 */
final class Transport {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final long LARGEST = 1 << 20;
    private static final int EXCERPT = 200;

    private final Endpoint endpoint;
    private final Budget budget;
    private final Pause pause;
    private final HttpClient client;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /** What came of one attempt: an answer, or why there is none and how long the server wants to be left alone. */
    private record Attempt(Optional<String> answer, String failure, Duration leaveAlone) {
        static Attempt failed(String why) {
            return new Attempt(Optional.empty(), why, Duration.ZERO);
        }
    }

    Transport(Endpoint endpoint, Budget budget, Pause pause) {
        this.endpoint = endpoint;
        this.budget = budget;
        this.pause = pause;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(endpoint.timeout())
                .build();
    }

    /** The body of the answer, one that is acceptable. */
    String post(String body, Predicate<String> acceptable) {
        Attempt last = Attempt.failed("never sent");
        for (int attempt = 0; attempt < endpoint.attempts(); attempt++) {
            Stop.check();
            if (attempt > 0) {
                rest(attempt, last.leaveAlone());
            }
            budget.spend();
            last = attempt(body, acceptable);
            if (last.answer().isPresent()) {
                return last.answer().get();
            }
        }
        throw refuse(
                "the judge at %s did not answer in %d attempts, at last: %s. What was answered is kept: run again later",
                endpoint.base(), endpoint.attempts(), last.failure());
    }

    private Attempt attempt(String body, Predicate<String> acceptable) {
        try {
            HttpResponse<byte[]> response = send(request(body));
            String text = new String(response.body(), StandardCharsets.UTF_8);
            if (response.statusCode() == 200) {
                return acceptable.test(text)
                        ? new Attempt(Optional.of(text), "", Duration.ZERO)
                        : Attempt.failed("an answer that is no chat completion: " + excerpt(text));
            }
            require(
                    PASSING.contains(response.statusCode()),
                    "the judge at %s answered with status %d%s",
                    endpoint.base(),
                    response.statusCode(),
                    remedy(response.statusCode(), text));
            return new Attempt(Optional.empty(), "status " + response.statusCode(), retryAfter(response));
        } catch (IOException broken) {
            return Attempt.failed(hidden(String.valueOf(broken)));
        }
    }

    private HttpRequest request(String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.completions())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        endpoint.key().ifPresent(key -> builder.header("Authorization", key.bearer()));
        return builder.build();
    }

    /** The client's own timeout ends with the headers; this one ends with the body. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, info -> new Limited(LARGEST));
        try {
            return coming.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            coming.cancel(true);
            throw new IOException("no answer within " + endpoint.timeout(), late);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the judge was asked", interrupted);
        }
    }

    private String remedy(int status, String text) {
        if (status == 401 || status == 403) {
            return ": it does not take the key; check the environment variable that holds it";
        }
        if (status / 100 == 3) {
            return ": it sends elsewhere, where the key is not to go; give the address that it means";
        }
        return ": " + excerpt(text);
    }

    private void rest(int attempt, Duration leaveAlone) {
        require(
                leaveAlone.compareTo(LONGEST_PAUSE) <= 0,
                "the judge at %s wants to be left alone for %d seconds: what was answered is kept, run again then",
                endpoint.base(),
                leaveAlone.toSeconds());
        double spread = 0.5 + ThreadLocalRandom.current().nextDouble();
        long millis = (long) (FIRST_PAUSE.toMillis() * Math.pow(2, attempt - 1) * spread);
        Duration own = Duration.ofMillis(Math.min(millis, LONGEST_PAUSE.toMillis()));
        try {
            pause.take(own.compareTo(leaveAlone) > 0 ? own : leaveAlone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the judge", interrupted);
        }
    }

    /** Seconds, or a date; nothing where it is neither. */
    private static Duration retryAfter(HttpResponse<byte[]> response) {
        String said = response.headers().firstValue("Retry-After").orElse("").strip();
        if (said.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        try {
            Instant then = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException unknown) {
            return Duration.ZERO;
        }
    }

    private String excerpt(String text) {
        String shown = hidden(text).replaceAll("\\p{Cntrl}+", " ");
        return shown.length() > EXCERPT ? shown.substring(0, EXCERPT) + "..." : shown;
    }

    private String hidden(String text) {
        return endpoint.key().map(key -> key.removedFrom(text)).orElse(text);
    }
}

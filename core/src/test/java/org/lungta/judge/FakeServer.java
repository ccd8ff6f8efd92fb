package org.lungta.judge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A chat endpoint on this machine that answers as it is told, one behaviour a request. */
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

    /** A request as it came. */
    record Seen(String protocol, String path, String authorization, boolean upgrades, String body) {}

    /** What happens to a request. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    FakeServer(Behaviour... behaviours) {
        Iterator<Behaviour> script = List.of(behaviours).iterator();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Behaviour behaviour;
            synchronized (script) {
                behaviour = script.hasNext() ? script.next() : status(418, "nothing was planned");
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(
                    exchange.getProtocol(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    exchange.getRequestHeaders().containsKey("Upgrade"),
                    body));
            behaviour.answer(exchange);
        });
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    static Behaviour status(int status, String body, String... header) {
        return exchange -> {
            if (header.length == 2) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** A chat completion with this content. */
    static Behaviour says(String content) {
        String quoted = JsonMapper.builder().build().writeValueAsString(content);
        return status(200, "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": " + quoted + "}}]}");
    }

    /** The object that was asked for. */
    static Behaviour prefers(String overall) {
        return says(verdict(overall));
    }

    static String verdict(String overall) {
        return """
                {"missing": ["B: the number"], "added": [], "adequacy": "%s", "fluency": "tie", "format": "tie", \
                "overall": "%s", "confidence": 0.8}""".formatted(overall, overall);
    }

    /** Closes the connection without a word. */
    static Behaviour hangsUp() {
        return HttpExchange::close;
    }

    /** Sends the headers and the beginning of a body, and no more for a while. */
    static Behaviour stalls(long millis) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(millis);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    /** A body without end, of no announced length. */
    static Behaviour floods() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(block);
            }
            exchange.close();
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

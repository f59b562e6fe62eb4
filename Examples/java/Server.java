import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An API that accepts access tokens of a Mintmark server. JDK 17 or newer; nothing else. */
public class Server {
    public static void main(String[] arguments) throws IOException {
        String issuer = setting("MINTMARK_ISSUER");
        int port = Integer.parseInt(setting("PORT"));
        KeySet keys = new KeySet(URI.create(issuer + "/keys"));
        Guard guard = new Guard(new Validator(issuer, setting("MINTMARK_AUDIENCE"), keys));

        System.setProperty("sun.net.httpserver.nodelay", "true"); // else every answer may take 40 ms more
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newFixedThreadPool(32));
        server.createContext("/api/data", guard.protect("read:data", Server::data));
        server.start();
        System.out.println("listening on http://127.0.0.1:" + port);
    }

    static void data(HttpExchange exchange, Claims claims) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_id", claims.text("client_id"));
        body.put("organization_id", claims.text("oid"));
        body.put("scopes", claims.scopes());
        Guard.answer(exchange, 200, body);
    }

    static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw new IllegalStateException(name + " must be set");
        return value;
    }
}

/** Lets a request through when its token is good and has the scope. */
record Guard(Validator validator) {
    interface Protected {
        void handle(HttpExchange exchange, Claims claims) throws IOException;
    }

    HttpHandler protect(String scope, Protected handler) {
        return exchange -> {
            try (exchange) {
                check(exchange, scope, handler);
            } catch (RuntimeException error) {
                error.printStackTrace(); // the server would say nothing, and close the connection
            }
        };
    }

    private void check(HttpExchange exchange, String scope, Protected handler) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            refuse(exchange, 401, "unauthorized", "Bearer");
            return;
        }
        Claims claims;
        try {
            claims = validator.validate(header.substring(7));
        } catch (KeySet.Unavailable error) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            answer(exchange, 503, Map.of("error", "temporarily_unavailable"));
            return;
        } catch (InvalidToken error) {
            System.err.println("token refused: " + error.getMessage());
            refuse(exchange, 401, "invalid_token", "Bearer error=\"invalid_token\"");
            return;
        }
        if (!claims.scopes().contains(scope)) {
            refuse(exchange, 403, "insufficient_scope", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
            return;
        }
        handler.handle(exchange, claims);
    }

    private static void refuse(HttpExchange exchange, int status, String code, String challenge) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        answer(exchange, status, Map.of("error", code));
    }

    static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

class InvalidToken extends Exception {
    InvalidToken(String reason) {
        super(reason);
    }
}

/** What a checked token says. */
record Claims(Map<String, Object> values) {
    String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    List<String> scopes() {
        String scope = text("scope");
        return scope == null || scope.isBlank() ? List.of() : List.of(scope.split(" +"));
    }

    boolean isFor(String audience) {
        Object value = values.get("aud");
        return audience.equals(value) || (value instanceof List<?> list && list.contains(audience));
    }
}

record Validator(String issuer, String audience, KeySet keys) {
    static final int LEEWAY = 5; // seconds that this clock may be behind the issuer's

    Claims validate(String token) throws InvalidToken, KeySet.Unavailable {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) throw new InvalidToken("it is not a JWT");
        Map<String, Object> header = object(parts[0]);
        if (!"RS256".equals(header.get("alg"))) throw new InvalidToken("its algorithm is not RS256");
        if (header.containsKey("crit")) throw new InvalidToken("it needs an extension");
        PublicKey key = header.get("kid") instanceof String kid ? keys.find(kid) : null;
        if (key == null) throw new InvalidToken("its key is unknown");
        verify(parts, key);

        Claims claims = new Claims(object(parts[1]));
        double now = Instant.now().toEpochMilli() / 1000.0;
        if (!issuer.equals(claims.text("iss"))) throw new InvalidToken("it is from another issuer");
        if (!claims.isFor(audience)) throw new InvalidToken("it is for another audience");
        if (!(claims.values().get("exp") instanceof Double exp && exp > now)) throw new InvalidToken("it has expired");
        Object notBefore = claims.values().getOrDefault("nbf", 0.0);
        if (!(notBefore instanceof Double nbf && nbf <= now + LEEWAY)) throw new InvalidToken("it is not valid yet");
        return claims;
    }

    private static void verify(String[] parts, PublicKey key) throws InvalidToken {
        byte[] bytes = decode(parts[2]);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (signature.verify(bytes)) return;
        } catch (GeneralSecurityException error) {
            // a signature of the wrong length
        }
        throw new InvalidToken("its signature is wrong");
    }

    private static Map<String, Object> object(String part) throws InvalidToken {
        try {
            return Json.object(Json.read(new String(decode(part), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException error) {
            throw new InvalidToken("it is not a JWT");
        }
    }

    private static byte[] decode(String part) throws InvalidToken {
        try {
            if (part.endsWith("=")) throw new IllegalArgumentException();
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException error) {
            throw new InvalidToken("it is not a JWT");
        }
    }
}

/** The issuer's public keys: kept for the max-age that it says, and fetched anew when a kid is unknown. */
class KeySet {
    static final Duration COOL_DOWN = Duration.ofSeconds(5); // between fetches for unknown kids, or after a failure
    static final Duration STALE_FOR = Duration.ofHours(1); // old keys serve while the issuer cannot be reached
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");

    static class Unavailable extends Exception {}

    private record Keys(Map<String, PublicKey> byId, Instant fetched, Instant expires, Instant coolDownEnds, boolean failed) {
        boolean mustFetch(String kid) {
            Instant now = Instant.now();
            return now.isAfter(expires) || (!byId.containsKey(kid) && now.isAfter(coolDownEnds));
        }
    }

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1) // no attempt to upgrade
        .connectTimeout(Duration.ofSeconds(5))
        .build();
    private volatile Keys current = new Keys(Map.of(), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, false);

    KeySet(URI url) {
        this.url = url;
    }

    PublicKey find(String kid) throws Unavailable {
        if (current.mustFetch(kid)) fetchOnce(kid); // a known key never waits for somebody else's unknown one
        Keys now = current;
        if (!now.byId.containsKey(kid) && now.failed) throw new Unavailable(); // it might be a good one
        return now.byId.get(kid);
    }

    private synchronized void fetchOnce(String kid) {
        if (!current.mustFetch(kid)) return; // another request has just done it
        Keys old = current;
        try {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new IOException("status " + response.statusCode());
            Map<String, PublicKey> byId = parse(response.body());
            Matcher maxAge = MAX_AGE.matcher(response.headers().firstValue("Cache-Control").orElse(""));
            Instant now = Instant.now();
            Instant expires = now.plusSeconds(maxAge.find() ? Long.parseLong(maxAge.group(1)) : 300);
            current = new Keys(byId, now, expires, now.plus(COOL_DOWN), false);
        } catch (IOException | GeneralSecurityException | RuntimeException | InterruptedException error) {
            System.err.println("the keys at " + url + " cannot be fetched: " + error);
            Instant now = Instant.now();
            Map<String, PublicKey> kept = now.isAfter(old.fetched.plus(STALE_FOR)) ? Map.of() : old.byId;
            current = new Keys(kept, old.fetched, now.plus(COOL_DOWN), now.plus(COOL_DOWN), true);
        }
    }

    private static Map<String, PublicKey> parse(String document) throws GeneralSecurityException {
        Map<String, PublicKey> byId = new HashMap<>();
        if (!(Json.object(Json.read(document)).get("keys") instanceof List<?> keys)) {
            throw new IllegalArgumentException("no keys");
        }
        for (Object value : keys) {
            Map<String, Object> key = Json.object(value);
            boolean usable = "RSA".equals(key.get("kty")) && "sig".equals(key.get("use")) && "RS256".equals(key.get("alg"));
            if (!usable || !(key.get("kid") instanceof String kid)) continue; // a key for something else
            RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")));
            byId.put(kid, KeyFactory.getInstance("RSA").generatePublic(numbers));
        }
        return byId;
    }

    private static BigInteger number(Object base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(base64)));
    }
}

/** JSON, strictly: no member twice, nothing after the value, not deeply nested. Numbers are Double. */
class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.peek();
        if (json.at < text.length()) throw json.wrong();
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new IllegalArgumentException("not an object");
    }

    private Object value(int depth) {
        if (depth > 20) throw wrong();
        switch (peek()) {
            case '{':
                return object(depth);
            case '[':
                return array(depth);
            case '"':
                return string();
            case 't':
                return word("true", true);
            case 'f':
                return word("false", false);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (skip('}')) return members;
        do {
            if (peek() != '"') throw wrong();
            String name = string();
            expect(':');
            if (members.containsKey(name)) throw wrong();
            members.put(name, value(depth + 1));
        } while (skip(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        expect('[');
        if (skip(']')) return items;
        do items.add(value(depth + 1));
        while (skip(','));
        expect(']');
        return items;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return result.toString();
            }
            if (c < ' ') throw wrong();
            result.append(c == '\\' ? escape() : c);
        }
        throw wrong();
    }

    private char escape() {
        if (++at >= text.length()) throw wrong();
        int known = "\"\\/bfnrt".indexOf(text.charAt(at));
        if (known >= 0) return "\"\\/\b\f\n\r\t".charAt(known);
        if (text.charAt(at) != 'u' || at + 4 >= text.length()) throw wrong();
        char result = (char) HexFormat.fromHexDigits(text, at + 1, at + 5);
        at += 4;
        return result;
    }

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private Double number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) throw wrong();
        at = matcher.end();
        return Double.valueOf(matcher.group());
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw wrong();
        at += word.length();
        return value;
    }

    /** The next character that is not white space; 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (!skip(c)) throw wrong();
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("not JSON at " + at);
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                .map(member -> write(member.getKey()) + ":" + write(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        if (!(value instanceof String string)) return String.valueOf(value);
        StringBuilder result = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') result.append(String.format("\\u%04x", (int) c));
            else result.append(c);
        }
        return result.append('"').toString();
    }
}

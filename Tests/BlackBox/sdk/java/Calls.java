import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Calls the management API by gRPC as programs in Java do: grpc-netty over TLS, as the Java SDK of this market does, and
 * without. The two messages that it sends are written by hand. Arguments: URL, and the authority to trust, as a file.
 */
public final class Calls {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override public InputStream stream(byte[] value) { return new ByteArrayInputStream(value); }

        @Override public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    };

    private static byte[] call(Channel channel, String path, String token, byte[] request) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY).setFullMethodName(path)
            .setRequestMarshaller(BYTES).setResponseMarshaller(BYTES).build();
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        return ClientCalls.blockingUnaryCall(
            ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)), method,
            CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), request);
    }

    private static void refused(Channel channel, String path, String token, Status.Code code) {
        try {
            call(channel, path, token, new byte[0]);
        } catch (StatusRuntimeException error) {
            byte[] details =
                error.getTrailers().get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
            if (error.getStatus().getCode() == code && !error.getStatus().getDescription().isEmpty() && details != null
                && new String(details, StandardCharsets.UTF_8).contains(code.name())) {
                return;
            }
            throw error;
        }
        throw new AssertionError(path + " was not refused with " + code);
    }

    /** A field of bytes: its number, its length, and they. */
    private static byte[] field(int number, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        out.write(value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    public static void main(String[] arguments) throws Exception {
        URI address = URI.create(arguments[0]);
        String token = System.getenv("MINTMARK_TOKEN");
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.getHost(), address.getPort());
        if (address.getScheme().equals("https")) {
            builder.sslContext(GrpcSslContexts.forClient().trustManager(new File(arguments[1])).build());
        } else {
            builder.usePlaintext();
        }
        ManagedChannel channel = builder.build();
        String service = "scalekit.v1.organizations.OrganizationService/";
        refused(channel, service + "ListOrganization", null, Status.Code.UNAUTHENTICATED);
        refused(channel, service + "ListOrganization", "nonsense", Status.Code.UNAUTHENTICATED);
        refused(channel, service + "CreateOrganization", token, Status.Code.INVALID_ARGUMENT);
        refused(channel, "scalekit.v1.users.UserService/ListUsers", token, Status.Code.UNIMPLEMENTED);
        byte[] name = "Größe von Java".getBytes(StandardCharsets.UTF_8);
        byte[] made = call(channel, service + "CreateOrganization", token, field(1, field(4, name)));
        if (!new String(made, StandardCharsets.UTF_8).contains("Größe von Java")) {
            throw new AssertionError("another name: " + Arrays.toString(made));
        }
        if (call(channel, service + "ListOrganization", token, new byte[0]).length == 0) {
            throw new AssertionError("an empty list");
        }
        channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
        System.out.println("ok");
    }
}

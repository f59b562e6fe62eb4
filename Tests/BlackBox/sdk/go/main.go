// Walks through the management API by gRPC as programs in Go do: with grpc-go, and with net/http alone, as connect-go (on
// which the Go SDK of this market is built) frames its calls. Arguments: transport, URL, file of descriptors.
// MINTMARK_TOKEN has the token; SSL_CERT_FILE what to trust. Prints "ok", or what was wrong.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	older "github.com/golang/protobuf/proto"
	"golang.org/x/net/http2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

// failure is what a call ended with: a code of gRPC, and google.rpc.Status in bytes.
type failure struct {
	code    uint32
	message string
	details []byte
}

func (f *failure) Error() string { return fmt.Sprintf("status %d: %s", f.code, f.message) }

// transport makes one unary call.
type transport func(path, token string, request []byte) ([]byte, error)

// raw hands bytes through: the messages are dynamic, which the codec of this grpc-go does not know.
type raw struct{}

func (raw) Marshal(v interface{}) ([]byte, error) { return *v.(*[]byte), nil }
func (raw) Unmarshal(data []byte, v interface{}) error {
	*v.(*[]byte) = append([]byte(nil), data...)
	return nil
}
func (raw) Name() string { return "proto" }

func grpcGo(address *url.URL) transport {
	option := grpc.WithInsecure()
	if address.Scheme == "https" {
		option = grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{}))
	}
	connection, err := grpc.Dial(address.Host, option)
	must(err)
	return func(path, token string, request []byte) ([]byte, error) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if token != "" {
			ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)
		}
		var response []byte
		if err := connection.Invoke(ctx, path, &request, &response, grpc.ForceCodec(raw{})); err != nil {
			details, wrong := older.Marshal(status.Convert(err).Proto())
			must(wrong)
			return nil, &failure{uint32(status.Code(err)), status.Convert(err).Message(), details}
		}
		return response, nil
	}
}

// netHTTP frames a call as connect-go does with WithGRPC; http:// is HTTP/1.1 with trailers in chunks, https:// HTTP/2.
func netHTTP(address *url.URL, client *http.Client, major int) transport {
	return func(path, token string, message []byte) ([]byte, error) {
		frame := append([]byte{0, 0, 0, 0, 0}, message...)
		binary.BigEndian.PutUint32(frame[1:5], uint32(len(message)))
		request, err := http.NewRequest("POST", address.String()+path, bytes.NewReader(frame))
		must(err)
		request.Header.Set("Content-Type", "application/grpc")
		request.Header.Set("Te", "trailers")
		request.Header.Set("Grpc-Timeout", "9999m")
		request.Header.Set("Grpc-Accept-Encoding", "gzip")
		request.Header.Set("Accept-Encoding", "identity")
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		if response.StatusCode != 200 || response.ProtoMajor != major {
			return nil, fmt.Errorf("HTTP %d in version %d", response.StatusCode, response.ProtoMajor)
		}
		if !strings.HasPrefix(response.Header.Get("Content-Type"), "application/grpc") {
			return nil, fmt.Errorf("content type %s", response.Header.Get("Content-Type"))
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return nil, err
		}
		code, err := strconv.Atoi(response.Trailer.Get("Grpc-Status"))
		if err != nil {
			return nil, fmt.Errorf("no status in the trailers %v", response.Trailer)
		}
		if code != 0 {
			details, err := base64.StdEncoding.DecodeString(response.Trailer.Get("Grpc-Status-Details-Bin"))
			must(err)
			text, err := url.PathUnescape(response.Trailer.Get("Grpc-Message"))
			must(err)
			return nil, &failure{uint32(code), text, details}
		}
		if len(body) < 5 || body[0] != 0 || int(binary.BigEndian.Uint32(body[1:5])) != len(body)-5 {
			return nil, fmt.Errorf("no whole message: %x", body)
		}
		return body[5:], nil
	}
}

func main() {
	address, err := url.Parse(os.Args[2])
	must(err)
	set := &descriptorpb.FileDescriptorSet{}
	bytes, err := os.ReadFile(os.Args[3])
	must(err)
	must(proto.Unmarshal(bytes, set))
	files, err := protodesc.NewFiles(set)
	must(err)
	var call transport
	switch os.Args[1] {
	case "grpc-go":
		call = grpcGo(address)
	case "net-http":
		major := 1
		if address.Scheme == "https" {
			major = 2
		}
		call = netHTTP(address, http.DefaultClient, major)
	case "net-http-h2c":
		call = netHTTP(address, &http.Client{Transport: &http2.Transport{
			AllowHTTP: true,
			DialTLS:   func(network, host string, _ *tls.Config) (net.Conn, error) { return net.Dial(network, host) },
		}}, 2)
	}
	walk := &walk{files: files, call: call, token: os.Getenv("MINTMARK_TOKEN")}
	walk.organizationsAndClients()
	walk.refusals()
	fmt.Println("ok")
}

type walk struct {
	files *protoregistry.Files
	call  transport
	token string
}

const organizations = "scalekit.v1.organizations.OrganizationService"
const clients = "scalekit.v1.clients.ClientService"

// ask calls a method with the fields of its request, and reads the answer.
func (w *walk) ask(service, name string, fields map[string]interface{}) (*dynamicpb.Message, error) {
	found, err := w.files.FindDescriptorByName(protoreflect.FullName(service + "." + name))
	must(err)
	method := found.(protoreflect.MethodDescriptor)
	request := dynamicpb.NewMessage(method.Input())
	fill(request, fields)
	bytes, err := proto.Marshal(request)
	must(err)
	answer, err := w.call("/"+service+"/"+name, w.token, bytes)
	if err != nil {
		return nil, err
	}
	response := dynamicpb.NewMessage(method.Output())
	must(proto.Unmarshal(answer, response))
	return response, nil
}

func (w *walk) get(service, name string, fields map[string]interface{}) *dynamicpb.Message {
	answer, err := w.ask(service, name, fields)
	if err != nil {
		fail("%s: %v", name, err)
	}
	return answer
}

func (w *walk) organizationsAndClients() {
	made := w.get(organizations, "CreateOrganization", map[string]interface{}{
		"organization": map[string]interface{}{"display_name": "Größe von Go"}})
	organization := text(made, "organization", "id")
	check(text(made, "organization", "display_name") == "Größe von Go", "the name came back as %v", made)
	owner := map[string]interface{}{"organization_id": organization}
	created := w.get(clients, "CreateOrganizationClient", map[string]interface{}{
		"organization_id": organization, "client": map[string]interface{}{"name": "go", "expiry": int64(900)}})
	client := text(created, "client", "client_id")
	check(text(created, "plain_secret") != "", "no secret")
	one := map[string]interface{}{"organization_id": organization, "client_id": client}
	check(text(w.get(clients, "GetOrganizationClient", one), "client", "name") == "go", "another name")
	updated := w.get(clients, "UpdateOrganizationClient", map[string]interface{}{
		"organization_id": organization, "client_id": client, "client": map[string]interface{}{"description": "d"}})
	check(text(updated, "client", "name") == "go" && text(updated, "client", "description") == "d", "update: %v", updated)
	added := w.get(clients, "CreateOrganizationClientSecret", one)
	w.get(clients, "DeleteOrganizationClientSecret", map[string]interface{}{
		"organization_id": organization, "client_id": client, "secret_id": text(added, "secret", "id")})
	listed := w.get(clients, "ListOrganizationClients", owner)
	check(listed.Get(field(listed, "total_size")).Uint() == 1, "listed %v", listed)
	w.get(clients, "DeleteOrganizationClient", one)
	_, err := w.ask(clients, "GetOrganizationClient", one)
	w.expect(err, codes.NotFound, "NOT_FOUND")
	w.get(organizations, "DeleteOrganization", map[string]interface{}{"id": organization})
}

func (w *walk) refusals() {
	token := w.token
	for _, wrong := range []string{"", "nonsense"} {
		w.token = wrong
		_, err := w.ask(organizations, "ListOrganization", nil)
		w.expect(err, codes.Unauthenticated, "UNAUTHENTICATED")
	}
	w.token = token
	_, err := w.ask(organizations, "CreateOrganization", nil)
	w.expect(err, codes.InvalidArgument, "INVALID_ARGUMENT")
	_, err = w.call("/scalekit.v1.users.UserService/ListUsers", w.token, nil)
	w.expect(err, codes.Unimplemented, "UNIMPLEMENTED")
}

// expect checks code and details of a failure.
func (w *walk) expect(err error, code codes.Code, name string) {
	found, is := err.(*failure)
	check(is && found.code == uint32(code) && found.message != "", "expected %s, got %v", name, err)
	kind, err := w.files.FindDescriptorByName("google.rpc.Status")
	must(err)
	status := dynamicpb.NewMessage(kind.(protoreflect.MessageDescriptor))
	must(proto.Unmarshal(found.details, status))
	check(strings.Contains(status.String(), name), "details %v without %s", status, name)
	check(status.Get(field(status, "code")).Int() == int64(code), "details %v", status)
}

func field(message *dynamicpb.Message, name string) protoreflect.FieldDescriptor {
	return message.Descriptor().Fields().ByName(protoreflect.Name(name))
}

func fill(message protoreflect.Message, fields map[string]interface{}) {
	for name, value := range fields {
		field := message.Descriptor().Fields().ByName(protoreflect.Name(name))
		if inner, is := value.(map[string]interface{}); is {
			fill(message.Mutable(field).Message(), inner)
		} else {
			message.Set(field, protoreflect.ValueOf(value))
		}
	}
}

// text reads a string at the end of a path of fields.
func text(message *dynamicpb.Message, path ...string) string {
	value := message.ProtoReflect()
	for _, name := range path[:len(path)-1] {
		value = value.Get(value.Descriptor().Fields().ByName(protoreflect.Name(name))).Message()
	}
	return value.Get(value.Descriptor().Fields().ByName(protoreflect.Name(path[len(path)-1]))).String()
}

func check(holds bool, format string, arguments ...interface{}) {
	if !holds {
		fail(format, arguments...)
	}
}

func must(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, arguments ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

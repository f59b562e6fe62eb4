// An API that accepts access tokens of a Mintmark server, checked with golang-jwt.
package main

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt" // Debian's package is version 4; with modules: github.com/golang-jwt/jwt/v4
)

const (
	coolDown = 5 * time.Second // between two fetches that an unknown kid or a failure causes
	staleFor = time.Hour       // how long old keys are used while the issuer cannot be reached
	leeway   = 5 * time.Second // how far this clock may be behind the issuer's
)

var errKeysUnavailable = errors.New("the keys cannot be fetched")

// keySet has the issuer's public keys: kept for the max-age that it says, and fetched anew when a kid is unknown.
type keySet struct {
	url      string
	client   http.Client
	fetching sync.Mutex // held during a fetch, so that there is one at a time
	current  atomic.Pointer[keys]
}

type keys struct {
	byID                           map[string]*rsa.PublicKey
	fetched, expires, coolDownEnds time.Time
	failed                         bool // the last fetch
}

func newKeySet(url string) *keySet {
	set := &keySet{url: url, client: http.Client{
		Timeout:       5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("redirected") },
	}}
	set.current.Store(&keys{})
	return set
}

func (set *keySet) find(kid string) (*rsa.PublicKey, error) {
	if set.current.Load().mustFetch(kid) { // a known key never waits for somebody else's unknown one
		set.fetching.Lock()
		if current := set.current.Load(); current.mustFetch(kid) {
			set.current.Store(set.fetch(current))
		}
		set.fetching.Unlock()
	}
	current := set.current.Load()
	if key, known := current.byID[kid]; known {
		return key, nil
	}
	if current.failed {
		return nil, errKeysUnavailable // it might be a good one
	}
	return nil, fmt.Errorf("there is no key %q", kid)
}

func (k *keys) mustFetch(kid string) bool {
	_, known := k.byID[kid]
	now := time.Now()
	return now.After(k.expires) || (!known && now.After(k.coolDownEnds))
}

func (set *keySet) fetch(old *keys) *keys {
	byID, maxAge, err := set.get()
	now := time.Now()
	if err == nil {
		return &keys{byID, now, now.Add(maxAge), now.Add(coolDown), false}
	}
	log.Printf("the keys at %s cannot be fetched: %v", set.url, err)
	if now.Before(old.fetched.Add(staleFor)) {
		byID = old.byID
	}
	return &keys{byID, old.fetched, now.Add(coolDown), now.Add(coolDown), true}
}

var maxAgePattern = regexp.MustCompile(`max-age=(\d+)`)

func (set *keySet) get() (map[string]*rsa.PublicKey, time.Duration, error) {
	response, err := set.client.Get(set.url)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, 0, errors.New(response.Status)
	}
	var document struct {
		Keys []struct{ Kty, Use, Alg, Kid, N, E string }
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&document); err != nil {
		return nil, 0, err
	}
	byID := map[string]*rsa.PublicKey{}
	for _, key := range document.Keys {
		modulus, err1 := base64.RawURLEncoding.DecodeString(key.N)
		exponent, err2 := base64.RawURLEncoding.DecodeString(key.E)
		if key.Kty != "RSA" || key.Use != "sig" || key.Alg != "RS256" || key.Kid == "" || err1 != nil || err2 != nil {
			continue // a key for something else
		}
		byID[key.Kid] = &rsa.PublicKey{
			N: new(big.Int).SetBytes(modulus),
			E: int(new(big.Int).SetBytes(exponent).Int64()),
		}
	}
	maxAge := 300
	if match := maxAgePattern.FindStringSubmatch(response.Header.Get("Cache-Control")); match != nil {
		maxAge, _ = strconv.Atoi(match[1])
	}
	return byID, time.Duration(maxAge) * time.Second, nil
}

type claims struct {
	jwt.RegisteredClaims
	ClientID       string `json:"client_id"`
	OrganizationID string `json:"oid"`
	Scope          string `json:"scope"`
}

type validator struct {
	issuer, audience string
	keys             *keySet
}

// The parser checks the signature; the claims are checked below, where none of them may be missing.
var parser = jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())

func (v *validator) validate(token string) (*claims, error) {
	var c claims
	_, err := parser.ParseWithClaims(token, &c, func(unverified *jwt.Token) (interface{}, error) {
		if _, critical := unverified.Header["crit"]; critical {
			return nil, errors.New("it needs an extension")
		}
		kid, _ := unverified.Header["kid"].(string)
		return v.keys.find(kid)
	})
	now := time.Now()
	switch {
	case err != nil:
		return nil, err
	case !c.VerifyExpiresAt(now, true):
		return nil, errors.New("it has expired")
	case !c.VerifyNotBefore(now.Add(leeway), false):
		return nil, errors.New("it is not valid yet")
	case !c.VerifyIssuer(v.issuer, true):
		return nil, errors.New("it is from another issuer")
	case !c.VerifyAudience(v.audience, true):
		return nil, errors.New("it is for another audience")
	}
	return &c, nil
}

// protect calls handle when the token is good and has the scope.
func (v *validator) protect(scope string, handle func(http.ResponseWriter, *http.Request, *claims)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			refuse(w, http.StatusUnauthorized, "unauthorized", "Bearer")
			return
		}
		c, err := v.validate(token)
		if errors.Is(err, errKeysUnavailable) {
			w.Header().Set("Retry-After", "5")
			answer(w, http.StatusServiceUnavailable, map[string]string{"error": "temporarily_unavailable"})
			return
		}
		if err != nil {
			log.Printf("token refused: %v", err)
			refuse(w, http.StatusUnauthorized, "invalid_token", `Bearer error="invalid_token"`)
			return
		}
		for _, granted := range strings.Fields(c.Scope) {
			if granted == scope {
				handle(w, r, c)
				return
			}
		}
		challenge := fmt.Sprintf(`Bearer error="insufficient_scope", scope="%s"`, scope)
		refuse(w, http.StatusForbidden, "insufficient_scope", challenge)
	}
}

func refuse(w http.ResponseWriter, status int, code, challenge string) {
	w.Header().Set("WWW-Authenticate", challenge)
	answer(w, status, map[string]string{"error": code})
}

func answer(w http.ResponseWriter, status int, body interface{}) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func data(w http.ResponseWriter, r *http.Request, c *claims) {
	answer(w, http.StatusOK, map[string]interface{}{
		"client_id":       c.ClientID,
		"organization_id": c.OrganizationID,
		"scopes":          strings.Fields(c.Scope),
	})
}

func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("%s must be set", name)
	}
	return value
}

func main() {
	issuer := setting("MINTMARK_ISSUER")
	v := &validator{issuer, setting("MINTMARK_AUDIENCE"), newKeySet(issuer + "/keys")}
	http.HandleFunc("/api/data", v.protect("read:data", data))
	address := "127.0.0.1:" + setting("PORT")
	log.Printf("listening on http://%s", address)
	log.Fatal(http.ListenAndServe(address, nil))
}

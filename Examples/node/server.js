// An API that accepts access tokens of a Mintmark server. Node 18 or newer; no packages.
'use strict'

const http = require('node:http')
const { createPublicKey, verify } = require('node:crypto')

const ISSUER = process.env.MINTMARK_ISSUER
const AUDIENCE = process.env.MINTMARK_AUDIENCE
const PORT = process.env.PORT ?? 9001
if (!ISSUER || !AUDIENCE) throw new Error('MINTMARK_ISSUER and MINTMARK_AUDIENCE must be set')

const COOL_DOWN = 5_000 // between two fetches that an unknown kid or a failure causes
const STALE_FOR = 3_600_000 // how long old keys are used while the issuer cannot be reached
const LEEWAY = 5 // seconds that this clock may be behind the issuer's

class KeysUnavailable extends Error {}
class InvalidToken extends Error {}

/** The issuer's public keys: kept for the max-age that it says, and fetched anew when a kid is unknown. */
class KeySet {
  keys = new Map()
  expires = 0
  coolDownEnds = 0
  fetchedAt = 0
  failed = false
  fetching = undefined

  constructor(url) {
    this.url = url
  }

  async find(kid) {
    const expired = Date.now() >= this.expires
    const unknown = !this.keys.has(kid)
    if (expired || (unknown && Date.now() >= this.coolDownEnds)) {
      this.fetching ??= this.fetch().finally(() => (this.fetching = undefined))
    }
    if (expired || unknown) await this.fetching // a known key never waits for somebody else's unknown one
    const key = this.keys.get(kid)
    if (!key && this.failed) throw new KeysUnavailable() // it might be a good one
    return key
  }

  async fetch() {
    try {
      const response = await fetch(this.url, { redirect: 'error', signal: AbortSignal.timeout(5_000) })
      if (!response.ok) throw new Error(`status ${response.status}`)
      const { keys } = await response.json()
      const usable = keys.filter((key) => key.kty === 'RSA' && key.alg === 'RS256' && key.use === 'sig' && key.kid)
      this.keys = new Map(usable.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]))
      this.fetchedAt = Date.now()
      this.failed = false
      const maxAge = /max-age=(\d+)/.exec(response.headers.get('cache-control'))?.[1] ?? 300
      this.expires = Date.now() + maxAge * 1000
    } catch (error) {
      console.error(`the keys at ${this.url} cannot be fetched:`, error)
      this.failed = true
      this.expires = Date.now() + COOL_DOWN
      if (Date.now() > this.fetchedAt + STALE_FOR) this.keys = new Map()
    }
    this.coolDownEnds = Date.now() + COOL_DOWN
  }
}

const keySet = new KeySet(`${ISSUER}/keys`)

/** The claims of a token, once everything about it has been checked. */
async function validate(token) {
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) throw new InvalidToken('it is not a JWT')
  const [header, claims] = parts.slice(0, 2).map(parseObject)
  if (header.alg !== 'RS256') throw new InvalidToken('its algorithm is not RS256')
  if (header.crit !== undefined) throw new InvalidToken('it needs an extension')
  const key = await keySet.find(header.kid)
  if (!key) throw new InvalidToken('its key is unknown')
  const signature = Buffer.from(parts[2], 'base64url')
  if (!verify('RSA-SHA256', Buffer.from(`${parts[0]}.${parts[1]}`), key, signature)) {
    throw new InvalidToken('its signature is wrong')
  }
  const now = Date.now() / 1000
  if (claims.iss !== ISSUER) throw new InvalidToken('it is from another issuer')
  if (![claims.aud].flat().includes(AUDIENCE)) throw new InvalidToken('it is for another audience')
  if (!(claims.exp > now)) throw new InvalidToken('it has expired')
  if (claims.nbf !== undefined && !(claims.nbf <= now + LEEWAY)) throw new InvalidToken('it is not valid yet')
  return claims
}

function parseObject(part) {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (value && typeof value === 'object' && !Array.isArray(value)) return value
  } catch {}
  throw new InvalidToken('it is not a JWT')
}

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** A handler that runs `handle` when the token is good and has the scope. */
function protect(scope, handle) {
  return async (request, response) => {
    const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (!token) return answer(response, 401, { error: 'unauthorized' }, { 'WWW-Authenticate': 'Bearer' })
    let claims
    try {
      claims = await validate(token)
    } catch (error) {
      if (error instanceof KeysUnavailable) {
        return answer(response, 503, { error: 'temporarily_unavailable' }, { 'Retry-After': 5 })
      }
      if (!(error instanceof InvalidToken)) throw error
      console.info(`token refused: ${error.message}`)
      const challenge = 'Bearer error="invalid_token"'
      return answer(response, 401, { error: 'invalid_token' }, { 'WWW-Authenticate': challenge })
    }
    const scopes = claims.scope?.split(' ') ?? []
    if (!scopes.includes(scope)) {
      const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
      return answer(response, 403, { error: 'insufficient_scope' }, { 'WWW-Authenticate': challenge })
    }
    handle(request, response, { ...claims, scopes })
  }
}

const routes = {
  'GET /api/data': protect('read:data', (request, response, claims) =>
    answer(response, 200, { client_id: claims.client_id, organization_id: claims.oid, scopes: claims.scopes }),
  ),
}

http
  .createServer(async (request, response) => {
    const handle = routes[`${request.method} ${request.url.split('?')[0]}`]
    if (!handle) return answer(response, 404, { error: 'not_found' })
    try {
      await handle(request, response)
    } catch (error) {
      console.error(error)
      answer(response, 500, { error: 'server_error' })
    }
  })
  .listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${PORT}`))

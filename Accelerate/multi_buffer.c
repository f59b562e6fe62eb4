// The few functions of Intel's Cryptography Primitives multi-buffer library that Mintmark calls, behind an interface of
// our own, so that the program needs neither the library's headers nor its presence. scripts/accelerate.sh builds it.
#define BN_OPENSSL_DISABLE
#include <crypto_mb/cpu_features.h>
#include <crypto_mb/rsa.h>

#define EXPORTED __attribute__((visibility("default")))

enum { lanes = 8, modulus_bits = 2048, modulus_size = 256, prime_words = 16 };

// Changes whenever a function below changes its meaning.
EXPORTED int mintmark_multi_buffer_version(void)
{
    return 1;
}

// Whether the processor and the operating system have what the RSA functions need (AVX-512 IFMA).
EXPORTED int mintmark_multi_buffer_is_usable(void)
{
    int64u features = mbx_get_cpu_features();
    return (features & MBX_AVX512_GENERAL_ISA) == MBX_AVX512_GENERAL_ISA && mbx_is_crypto_mb_applicable(features) &&
           (mbx_get_algo_info(MBX_ALGO_RSA_2K) & MBX_WIDTH_MB8);
}

static void take_apart(const int8u *input, int8u *output, const int8u *from[lanes], int8u *to[lanes])
{
    for (int lane = 0; lane < lanes; lane++) {
        from[lane] = input + lane * modulus_size;
        to[lane] = output + lane * modulus_size;
    }
}

// RSASP1 (RFC 8017 section 5.2.1) of eight big-endian blocks with one key of 2048 bits.
// key: p, q, d mod (p - 1), d mod (q - 1) and q^-1 mod p, 16 words each, the least significant first.
// Returns 0 when all eight were computed.
EXPORTED unsigned mintmark_rsa2048_private8(const int8u *input, int8u *output, const int64u *key)
{
    const int8u *from[lanes];
    int8u *to[lanes];
    const int64u *p[lanes], *q[lanes], *dp[lanes], *dq[lanes], *qinv[lanes];
    take_apart(input, output, from, to);
    for (int lane = 0; lane < lanes; lane++) {
        p[lane] = key;
        q[lane] = key + prime_words;
        dp[lane] = key + 2 * prime_words;
        dq[lane] = key + 3 * prime_words;
        qinv[lane] = key + 4 * prime_words;
    }
    return mbx_rsa_private_crt_mb8(from, to, p, q, dp, dq, qinv, modulus_bits, mbx_RSA2K_private_crt_Method(), NULL);
}

// RSAVP1 (RFC 8017 section 5.2.2) of eight big-endian blocks with the exponent 65537.
// modulus: 32 words, the least significant first. Returns 0 when all eight were computed.
EXPORTED unsigned mintmark_rsa2048_public8(const int8u *input, int8u *output, const int64u *modulus)
{
    const int8u *from[lanes];
    int8u *to[lanes];
    const int64u *n[lanes];
    take_apart(input, output, from, to);
    for (int lane = 0; lane < lanes; lane++) n[lane] = modulus;
    return mbx_rsa_public_mb8(from, to, n, modulus_bits, mbx_RSA2K_pub65537_Method(), NULL);
}

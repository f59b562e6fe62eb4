// What Mintmark uses of OpenSSL 3's libcrypto.
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

// OpenSSL 3, with functions in place of the macros that Swift cannot see.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static inline void COpenSSLPrepare(SSL_CTX *context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  // An array may be elsewhere when a write is tried again.
  SSL_CTX_set_mode(context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

static inline void COpenSSLSetHostName(SSL *connection, const char *name) {
  SSL_set_tlsext_host_name(connection, name);
}

static inline int COpenSSLChainCount(SSL *connection) {
  STACK_OF(X509) *chain = SSL_get_peer_cert_chain(connection);
  return chain ? sk_X509_num(chain) : 0;
}

static inline int COpenSSLStoreContextInit(X509_STORE_CTX *context, X509_STORE *store, SSL *connection) {
  return X509_STORE_CTX_init(context, store, SSL_get0_peer_certificate(connection), SSL_get_peer_cert_chain(connection));
}

// Calls a function with each DNS name and each IP address that a certificate is for.
static inline void COpenSSLForEachName(
    X509 *certificate, void *context, void (*body)(void *, int isAddress, const unsigned char *, int)) {
  GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
  for (int index = 0; names && index < sk_GENERAL_NAME_num(names); index++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    if (name->type == GEN_DNS) {
      body(context, 0, ASN1_STRING_get0_data(name->d.dNSName), ASN1_STRING_length(name->d.dNSName));
    } else if (name->type == GEN_IPADD) {
      body(context, 1, ASN1_STRING_get0_data(name->d.iPAddress), ASN1_STRING_length(name->d.iPAddress));
    }
  }
  GENERAL_NAMES_free(names);
}

// Whether a certificate says where that of its issuer can be fetched.
static inline int COpenSSLNamesIssuerPlace(X509 *certificate) {
  AUTHORITY_INFO_ACCESS *places = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
  int found = 0;
  for (int index = 0; places && index < sk_ACCESS_DESCRIPTION_num(places); index++) {
    found |= OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(places, index)->method) == NID_ad_ca_issuers;
  }
  AUTHORITY_INFO_ACCESS_free(places);
  return found;
}

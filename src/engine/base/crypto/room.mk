noinst_LIBRARIES += libcrypto_room.a
libcrypto_room_a_SOURCES = src/engine/base/crypto/crypto.c src/engine/base/crypto/crypto.h \
	src/engine/base/crypto/guess.c src/engine/base/crypto/guess.h \
	src/engine/base/crypto/digest.c src/engine/base/crypto/digest.h \
	src/engine/base/crypto/jose.c src/engine/base/crypto/jose.h
libcrypto_room_a_CPPFLAGS = $(AM_CPPFLAGS) $(OPENSSL_CFLAGS) $(ARGON2_CFLAGS) $(CJOSE_CFLAGS)
EXTRA_DIST += src/engine/base/crypto/README.md

check_PROGRAMS += tests/unit/test_crypto
tests_unit_test_crypto_SOURCES = tests/unit/test_crypto.c
tests_unit_test_crypto_LDADD = libcrypto_room.a libbase.a $(OPENSSL_LIBS) $(ARGON2_LIBS) $(ZXCVBN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_crypto_jose
tests_unit_test_crypto_jose_SOURCES = tests/unit/test_crypto_jose.c
tests_unit_test_crypto_jose_LDADD = libcrypto_room.a libbase.a $(CJOSE_LIBS) $(JANSSON_LIBS) $(OPENSSL_LIBS) $(CMOCKA_LIBS)

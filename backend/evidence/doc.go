// Package evidence makes exports that can be checked without the cache: the
// evidence pack, a .zip of the workbook, its events, a manifest of hashes and a
// signature, and its verification.
//
// The pack form of an event is the canonical event with every secret replaced by
// its mask, and a list of what is withheld. A leaf is
// SHA-256(0x00 || canonical JSON of the pack form), and the root is that of the
// Merkle tree of RFC 6962 over the leaves in the order of the file.
//
// What is withheld has a commitment: SHA-256(salt || canonical JSON of the
// value). The salt is HMAC-SHA-256 under the installation's key over the
// canonical JSON of [tenant, event id, path, kind, number], so that packs are
// reproducible, and whoever gets one value and its salt learns of no other.
//
// A pack with its secrets included has values and salts instead, of which the
// same leaves follow: its root is the one of the masked pack.
package evidence

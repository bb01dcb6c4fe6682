package seal

import (
	"fmt"
	"maps"
	"slices"
)

// Code is the fixed reason for a refusal. Codes may travel in ledger responses and be compared;
// texts of the Go library may not, because they change between releases.
type Code string

// The codes, in the order of the checks that give them.
const (
	CodeSize             Code = "SIZE"              // check 1
	CodeDER              Code = "DER"               // check 2
	CodeNotSignedData    Code = "NOT_SIGNEDDATA"    // check 3
	CodeSDVersion        Code = "SD_VERSION"        // check 3
	CodeStruct           Code = "STRUCT"            // check 3
	CodeDigestSet        Code = "DIGEST_SET"        // check 4
	CodeContentType      Code = "CONTENT_TYPE"      // check 5
	CodeEmbedded         Code = "EMBEDDED"          // check 5
	CodeCertCount        Code = "CERT_COUNT"        // check 1
	CodeCertParse        Code = "CERT_PARSE"        // check 6
	CodeCRLsPresent      Code = "CRLS_PRESENT"      // check 6
	CodeSignerAmbiguous  Code = "SIGNER_AMBIGUOUS"  // checks 6 and 7
	CodeMultiSigner      Code = "MULTI_SIGNER"      // check 7
	CodeSIVersion        Code = "SI_VERSION"        // check 7
	CodeSignerCert       Code = "SIGNER_CERT"       // check 7
	CodeDigestAlg        Code = "DIGEST_ALG"        // check 8
	CodeNoSignedAttrs    Code = "NO_SIGNED_ATTRS"   // check 9
	CodeAttrCount        Code = "ATTR_COUNT"        // check 1
	CodeAttrOrder        Code = "ATTR_ORDER"        // check 9
	CodeAttrDup          Code = "ATTR_DUP"          // check 9
	CodeAttrMulti        Code = "ATTR_MULTI"        // check 9
	CodeAttrContentType  Code = "ATTR_CONTENT_TYPE" // check 10
	CodeMessageDigest    Code = "MESSAGE_DIGEST"    // check 10
	CodeAttrSigningTime  Code = "ATTR_SIGNING_TIME" // check 10
	CodeESS              Code = "ESS"               // check 11
	CodeAlgProtect       Code = "ALG_PROTECT"       // check 12
	CodeSigPolicy        Code = "SIG_POLICY"        // check 12
	CodeUnsignedAttr     Code = "UNSIGNED_ATTR"     // check 13
	CodeSigAlg           Code = "SIG_ALG"           // check 14
	CodeKey              Code = "KEY"               // check 15
	CodeChainKey         Code = "CHAIN_KEY"         // check 15
	CodeSignature        Code = "SIGNATURE"         // check 15
	CodeLeafCA           Code = "LEAF_CA"           // check 17
	CodeKeyUsage         Code = "KEY_USAGE"         // check 17
	CodeEKU              Code = "EKU"               // check 17
	CodeChain            Code = "CHAIN"             // checks 16 and 18
	CodeCRLMissing       Code = "CRL_MISSING"       // check 19
	CodeCRLParse         Code = "CRL_PARSE"         // check 19
	CodeCRLSig           Code = "CRL_SIG"           // check 19
	CodeCRLScope         Code = "CRL_SCOPE"         // check 19
	CodeCRLTime          Code = "CRL_TIME"          // check 19
	CodeRevoked          Code = "REVOKED"           // check 19
	CodeTimeCert         Code = "TIME_CERT"         // check 20
	CodeTimeFuture       Code = "TIME_FUTURE"       // check 20
	CodeTimeOld          Code = "TIME_OLD"          // check 20
	CodeTimestampMissing Code = "TST_MISSING"       // check 21
	CodeTimestampStruct  Code = "TST_STRUCT"        // check 21
	CodeTimestampImprint Code = "TST_IMPRINT"       // check 21
	CodeTimestampEKU     Code = "TST_EKU"           // check 21
	CodeTimestampChain   Code = "TST_CHAIN"         // check 21
	CodeTimestampTime    Code = "TST_TIME"          // check 21
	CodeOffice           Code = "OFFICE"            // check 22
	CodeContentJCS       Code = "CONTENT_JCS"       // check 23
)

var meanings = map[Code]string{
	CodeSize:             "the record or the signature is larger than allowed",
	CodeDER:              "the signature is not in the distinguished encoding (DER), or bytes are missing or left over",
	CodeNotSignedData:    "the file is not a PKCS#7 SignedData message",
	CodeSDVersion:        "the SignedData version does not fit its contents",
	CodeStruct:           "the message has a missing, extra or malformed field",
	CodeDigestSet:        "the list of digest algorithms is not exactly the signer's own",
	CodeContentType:      "the signed content is not declared as plain data",
	CodeEmbedded:         "the signature carries content of its own; it must be detached",
	CodeCertCount:        "the message carries more certificates than allowed",
	CodeCertParse:        "a certificate cannot be read, or its serial number is not allowed",
	CodeCRLsPresent:      "the message carries revocation lists; those come from the ledger only",
	CodeSignerAmbiguous:  "more than one certificate could be the signer's",
	CodeMultiSigner:      "the message does not have exactly one signer",
	CodeSIVersion:        "the signer version does not fit the way the signer is named",
	CodeSignerCert:       "the signer's certificate was not found",
	CodeDigestAlg:        "the digest algorithm is not SHA-256, SHA-384 or SHA-512",
	CodeNoSignedAttrs:    "the signature has no signed attributes",
	CodeAttrCount:        "the signature has more signed attributes than allowed",
	CodeAttrOrder:        "the signed attributes are malformed or not in DER order",
	CodeAttrDup:          "a signed attribute is given twice",
	CodeAttrMulti:        "a signed attribute does not have exactly one value",
	CodeAttrContentType:  "the content-type attribute is missing or wrong",
	CodeMessageDigest:    "the record is not the one that was signed: its digest differs",
	CodeAttrSigningTime:  "the signing time is missing or not written as YYMMDDHHMMSSZ",
	CodeESS:              "the signing-certificate-v2 attribute is missing or names another certificate",
	CodeAlgProtect:       "the algorithms used are not those the signer committed to",
	CodeSigPolicy:        "the signature names a signature policy that is not registered",
	CodeUnsignedAttr:     "the signature has an unsigned attribute other than one time-stamp",
	CodeSigAlg:           "the signature algorithm does not agree with the digest or the key, or is not allowed",
	CodeKey:              "the signer's key is of a type or size that is not allowed",
	CodeChainKey:         "a key in the certificate path is of a type or size that is not allowed",
	CodeSignature:        "the signature does not fit the signer's key",
	CodeLeafCA:           "the signer's certificate is a CA certificate",
	CodeKeyUsage:         "the key usage of the signer's certificate does not allow signing documents",
	CodeEKU:              "the extended key usage of the signer's certificate does not allow signing documents",
	CodeChain:            "there is no valid path from the certificate to an anchor",
	CodeCRLMissing:       "the revocation list of an issuer in the path is missing",
	CodeCRLParse:         "the revocation list cannot be read",
	CodeCRLSig:           "the revocation list is not signed by the issuer with an allowed algorithm",
	CodeCRLScope:         "the revocation list is partial, indirect or has a critical extension",
	CodeCRLTime:          "the revocation list is not in force at this time",
	CodeRevoked:          "a certificate in the path is revoked or on hold",
	CodeTimeCert:         "the time is outside the validity of the signer's certificate",
	CodeTimeFuture:       "the signing time is later than the transaction time allows",
	CodeTimeOld:          "the signature was made too long before the transaction",
	CodeTimestampMissing: "a time-stamp is demanded and missing",
	CodeTimestampStruct:  "the time-stamp token is malformed or its signature is not acceptable",
	CodeTimestampImprint: "the time-stamp is over something else",
	CodeTimestampEKU:     "the time-stamp was not signed by a certificate for time-stamping alone",
	CodeTimestampChain:   "the time-stamp authority is not trusted or is revoked",
	CodeTimestampTime:    "the time in the time-stamp does not fit signing and transaction time",
	CodeOffice:           "the certificate is not enrolled for the issuing office",
	CodeContentJCS:       "the record is not a JSON object in canonical form",
}

// Codes lists all codes in alphabetical order, so that translations of their meanings can be complete.
func Codes() []Code { return slices.Sorted(maps.Keys(meanings)) }

// Meaning explains the code in one English phrase, for people; it is empty for unknown codes.
func (c Code) Meaning() string { return meanings[c] }

// Refusal is the verdict "not acceptable". Errors of this package that concern a message, a
// certificate or a CRL are *Refusal.
type Refusal struct {
	Code  Code
	Check int // number of the check of profile CO-CMS-1, 1 to 23
}

// Error is made of fixed text only, so that peers on different builds say the same.
func (r *Refusal) Error() string {
	return fmt.Sprintf("seal refused by check %d, %s: %s", r.Check, r.Code, r.Code.Meaning())
}

func refuse(check int, code Code) error { return &Refusal{Code: code, Check: check} }

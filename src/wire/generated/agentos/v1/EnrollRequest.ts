// Original file: proto/agentos/v1/clients.proto


/**
 * Shows that the code is known, without telling it.
 */
export interface EnrollRequest {
  /**
   * 32 random bytes, made for this one request.
   */
  'nonce'?: (Buffer | Uint8Array | string);
  /**
   * HMAC-SHA-256 under the key that comes of the code, the nonce and the certificate that the caller sees (src/wire/proof.ts).
   */
  'proof'?: (Buffer | Uint8Array | string);
}

/**
 * Shows that the code is known, without telling it.
 */
export interface EnrollRequest__Output {
  /**
   * 32 random bytes, made for this one request.
   */
  'nonce': (Buffer);
  /**
   * HMAC-SHA-256 under the key that comes of the code, the nonce and the certificate that the caller sees (src/wire/proof.ts).
   */
  'proof': (Buffer);
}

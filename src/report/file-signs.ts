/** Whether bytes are a zip, as .docx and .xlsx are. */
export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6]);
}

/** The container of .doc, .xls, .wps and of documents that a password protects; two bytes of it may be text: 邢 in GBK. */
export function isOle(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

/** Of such a container: whether it holds a document that a password protects. */
export function isEncrypted(bytes: Uint8Array): boolean {
  const name = Buffer.from("EncryptedPackage", "utf16le");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name);
}

/** Whether one of the parts of a document is its macros. */
export function hasMacros(parts: Iterable<string>): boolean {
  return [...parts].some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name));
}

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, i) => bytes[i] === byte);
}

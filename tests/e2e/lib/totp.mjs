// One-time codes of RFC 6238: SHA-1, six digits, steps of 30 seconds, as authenticator apps make them.
import { createHmac } from 'node:crypto';

const STEP = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The number of the step that `time` (milliseconds) lies in. */
export const stepOf = (time) => Math.floor(time / STEP);

/** Milliseconds until the next step begins. */
export const untilNextStep = (time) => STEP - (time % STEP);

/** The code of a secret in Base32 at `time` (milliseconds). */
export function totp(secret, time = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(stepOf(time)));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = digest[19] & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

function fromBase32(text) {
  const bits = [...text.toUpperCase().replace(/[\s=]/g, '')].map((letter) => {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new Error(`"${letter}" is no letter of Base32`);
    return value.toString(2).padStart(5, '0');
  });
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

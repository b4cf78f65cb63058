// A phone with a code app: makes codes as RFC 6238 says, by itself.
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const HALF_MINUTE = 30_000;

function bytesOf(base32) {
  const bits = [...base32.replaceAll(/\s/g, '').toUpperCase()].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export class Phone {
  constructor(secret) {
    this.secret = bytesOf(secret);
    this.used = -Infinity;
  }

  // The code `shift` half minutes from now.
  at(shift = 0) {
    const moving = Buffer.alloc(8);
    moving.writeBigUInt64BE(BigInt(Math.floor(Date.now() / HALF_MINUTE) + shift));
    const hash = createHmac('sha1', this.secret).update(moving).digest();
    const from = hash[19] & 15;
    return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }

  // A code that was not used before, and stays good for some seconds: the one before is taken first, so that three can be had
  // at once.
  async fresh() {
    for (;;) {
      const now = Math.floor(Date.now() / HALF_MINUTE);
      const next = Math.max(this.used + 1, now - 1);
      if (Date.now() % HALF_MINUTE < 27_000 && next <= now + 1) {
        this.used = next;
        return this.at(next - now);
      }
      await pause(300);
    }
  }
}

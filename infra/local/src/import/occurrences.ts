import { createHash } from 'node:crypto';

/**
 * Numbers the occurrences of equal rows: 1 for the first, 2 for its first exact copy. Keeps 12 bytes a row (the first 64
 * bits of each hash, and a count) in tables that grow by doubling, so that ten million rows need some 250 MB.
 */
export class Occurrences {
  private hashes = new BigUint64Array(1 << 12);
  private counts = new Uint32Array(1 << 12);
  private used = 0;

  /** The row's key: SHA-256 of its content, and the occurrence. */
  keyOf(fields: readonly string[]): string {
    const digest = createHash('sha256').update(JSON.stringify(fields)).digest();
    return `${digest.toString('hex')}-${this.next(digest.readBigUInt64LE(0))}`;
  }

  private next(hash: bigint): number {
    if (this.used * 4 > this.hashes.length * 3) this.grow();
    const slot = this.slotOf(hash);
    const seen = this.counts[slot] ?? 0;
    if (seen === 0) this.used += 1;
    this.hashes[slot] = hash;
    this.counts[slot] = seen + 1;
    return seen + 1;
  }

  /** Where the hash is, or the free place where it belongs: the next ones are tried in turn. */
  private slotOf(hash: bigint): number {
    const mask = this.hashes.length - 1;
    let slot = Number(hash & BigInt(mask));
    while ((this.counts[slot] ?? 0) > 0 && this.hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { hashes, counts } = this;
    this.hashes = new BigUint64Array(hashes.length * 2);
    this.counts = new Uint32Array(hashes.length * 2);
    hashes.forEach((hash, index) => {
      const count = counts[index] ?? 0;
      if (count === 0) return;
      const slot = this.slotOf(hash);
      this.hashes[slot] = hash;
      this.counts[slot] = count;
    });
  }
}

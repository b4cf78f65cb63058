// Chance that can be repeated: the same seed gives the same throws (mulberry32).
export class Dice {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // 0 .. below 1.
  throw() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  // from .. to, both included.
  number(from, to) {
    return from + Math.floor(this.throw() * (to - from + 1));
  }

  chance(of) {
    return this.throw() < of;
  }

  one(list) {
    return list[this.number(0, list.length - 1)];
  }

  // Some of the list, at least one.
  some(list, most = list.length) {
    const left = [...list];
    return Array.from({ length: this.number(1, Math.min(most, list.length)) }, () => left.splice(this.number(0, left.length - 1), 1)[0]);
  }

  day(from, to) {
    const at = this.number(Date.parse(from) / 86_400_000, Date.parse(to) / 86_400_000);
    return new Date(at * 86_400_000).toISOString().slice(0, 10);
  }
}
